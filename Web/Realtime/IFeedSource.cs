using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>Where a feed reads the truth of its one stream, with the rights of its reader.</summary>
public interface IFeedSource
{
    /// <summary>A run of messages.</summary>
    Task<Result<MessagePage>> ListAsync(MessageRange range, CancellationToken ct);

    /// <summary>The numbers of what the reader has deleted for herself between two numbers, both included.</summary>
    Task<Result<IReadOnlyList<long>>> ListHiddenAsync(long from, long to, CancellationToken ct);

    /// <summary>The events after a version.</summary>
    Task<Result<EventSlice>> CatchUpAsync(long version, CancellationToken ct);

    /// <summary>The head, what the reader may do, and how far she has read.</summary>
    Task<Result<PlaceAccess>> FindPlaceAsync(CancellationToken ct);
}
