using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Search.Indexing;

/// <summary>What holds have kept, as the messages of an index of its own.</summary>
internal sealed class HeldSource(IHeldMessages held, ISearchSource source) : ISearchSource
{
    public Task<StreamView?> FindHeadAsync(StreamId stream, CancellationToken ct) => source.FindHeadAsync(stream, ct);

    public async Task<IReadOnlyList<MessageView>> ListMessagesAsync(StreamId stream, long after, int limit, CancellationToken ct) =>
        [.. (await held.ListAsync(stream, after, limit, ct)).Select(h => h.WithAllTexts())];

    public Task<IReadOnlyList<StreamView>> ListStreamsAsync(Bucket bucket, StreamId after, int limit, CancellationToken ct) => held.ListStreamsAsync(bucket, after, limit, ct);
}
