using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>
/// Everything that is said, for those who index it: the program itself, nobody's eyes. All its methods throw
/// <see cref="Shared.Events.OutageException"/> or a storage failure when the shard is away.
/// </summary>
public interface ISearchSource
{
    /// <summary>A head; null when there is no such stream.</summary>
    Task<StreamView?> FindHeadAsync(StreamId stream, CancellationToken ct);

    /// <summary>Messages of a stream with higher numbers than <paramref name="after"/>, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<MessageView>> ListMessagesAsync(StreamId stream, long after, int limit, CancellationToken ct);

    /// <summary>Streams of a bucket with higher ids than <paramref name="after"/>, by id, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StreamView>> ListStreamsAsync(Bucket bucket, StreamId after, int limit, CancellationToken ct);
}
