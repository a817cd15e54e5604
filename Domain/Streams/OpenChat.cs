using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Opens the chat of exactly the given people: the one that they already have, or a new one.</summary>
public sealed class OpenChat(
    IDirectChatStore chats, IStreamStore streams, ISeatStore seats, PeopleVisibility visibility, IPeopleStore people, IRateLimits limits, IIdSource ids,
    TimeProvider time)
{
    /// <summary>Returns the chat's row of the sidebar. One person makes a direct chat, more make a group chat.</summary>
    public async Task<Result<PlaceView>> ExecuteAsync(OpenChatRequest request, CancellationToken ct)
    {
        UserId[] everybody = [.. request.With.Append(request.Actor.User).Distinct().Order()];
        if (everybody.Length > StreamRules.MaxGroupMembers)
            return new Error.Invalid("group.full", $"A group chat has at most {StreamRules.MaxGroupMembers} people. Make a channel instead.", "with");
        if (!limits.Take(request.Actor.User, RateKind.Create).TryGet(out _, out var error))
            return error;
        foreach (var person in everybody)
        {
            if (!await visibility.MaySeeAsync(request.Actor, person, ct))
                return new Error.NotFound();
        }

        if ((await people.FindAsync(everybody, ct)).Count(p => p.IsActive) != everybody.Length)
            return new Error.NotFound();
        var id = await chats.GetOrAddAsync(request.Actor.Organization, everybody, ids.NextInAnyBucket<StreamId>(), ct);
        if (await seats.FindPlaceAsync(request.Actor.User, id, ct) is { } place)
            return place;
        if (!(await streams.CreateAsync(NewChat(request.Actor, id, everybody), ct)).TryGet(out _, out error))
            return error;
        return await seats.FindPlaceAsync(request.Actor.User, id, ct) is { } made ? made : new Error.NotFound();
    }

    private NewStream NewChat(Actor actor, StreamId id, UserId[] everybody) =>
        new(
            new StreamView
            {
                Id = id,
                Kind = everybody.Length <= 2 ? StreamKind.Direct : StreamKind.Group,
                Organization = actor.Organization,
                Visibility = ChannelVisibility.Private,
                CreatedBy = actor.User,
                CreatedAt = time.GetUtcNow(),
                Participants = everybody,
            },
            [.. everybody.Select(p => new NewSeat(p, SeatRole.Member))]);
}

/// <summary>Who wants to talk to whom.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="With">The others; empty for notes to oneself.</param>
public sealed record OpenChatRequest(Actor Actor, IReadOnlyCollection<UserId> With);
