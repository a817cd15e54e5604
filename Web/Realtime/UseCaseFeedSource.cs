using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;

namespace Collab.Web.Realtime;

/// <summary>Reads a stream through the use cases, with the right of whoever is signed in at that moment.</summary>
public sealed class UseCaseFeedSource(Session session, PlaceReader reader, StreamId stream) : IFeedSource
{
    /// <inheritdoc />
    public Task<Result<MessagePage>> ListAsync(MessageRange range, CancellationToken ct) => Outages.GuardAsync(() => ListNowAsync(range, ct));

    /// <inheritdoc />
    public Task<Result<IReadOnlyList<long>>> ListHiddenAsync(long from, long to, CancellationToken ct) => Outages.GuardAsync(() => ListHiddenNowAsync(from, to, ct));

    /// <inheritdoc />
    public Task<Result<EventSlice>> CatchUpAsync(long version, CancellationToken ct) => Outages.GuardAsync(() => CatchUpNowAsync(version, ct));

    /// <inheritdoc />
    public Task<Result<PlaceAccess>> FindPlaceAsync(CancellationToken ct) => Outages.GuardAsync(() => FindPlaceNowAsync(ct));

    private async Task<Result<MessagePage>> ListNowAsync(MessageRange range, CancellationToken ct)
    {
        if (!(await session.ActAsync(ct)).TryGet(out var actor, out var error))
            return error;
        var listed = await reader.Messages.ExecuteAsync(new ListMessagesRequest(actor, stream, range), ct);
        if (!listed.TryGet(out var page, out error))
            return error;
        await reader.People.EnsureAsync(PeopleIn.Messages(page.Items), ct);
        return reader.Shared.Of(page);
    }

    private async Task<Result<IReadOnlyList<long>>> ListHiddenNowAsync(long from, long to, CancellationToken ct) =>
        (await session.ActAsync(ct)).TryGet(out var actor, out var error) ? await reader.Hidden.ExecuteAsync(actor, stream, from, to, ct) : error;

    private async Task<Result<EventSlice>> CatchUpNowAsync(long version, CancellationToken ct)
    {
        if (!(await session.ActAsync(ct)).TryGet(out var actor, out var error))
            return error;
        var read = await reader.CatchUp.ExecuteAsync(actor, stream, version, Domain.Sync.CatchUp.MaxEvents, ct);
        if (read.TryGet(out var slice, out _))
            await reader.People.EnsureAsync(PeopleIn.Notices(slice.Events), ct);
        return read;
    }

    private async Task<Result<PlaceAccess>> FindPlaceNowAsync(CancellationToken ct)
    {
        if (!(await session.ActAsync(ct)).TryGet(out var actor, out var error))
            return error;
        var found = await reader.Place.ExecuteAsync(actor, stream, ct);
        if (found.TryGet(out var place, out _))
            await reader.People.EnsureAsync(place.Head.Participants, ct);
        return found;
    }
}
