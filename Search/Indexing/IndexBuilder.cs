using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Search.Indexing;

/// <summary>
/// Builds an index of everything that is stored, bucket by bucket, so that it can go on after a kill. What changes meanwhile
/// comes by its events, and the higher revision stays.
/// </summary>
internal sealed class IndexBuilder(IIndexBuild build, ISearchSource source, SearchDocuments documents)
{
    private const int PageSize = 500;

    /// <summary>Builds, or goes on; returns when the new index is the one that is searched.</summary>
    /// <param name="onProgress">Told after each bucket.</param>
    /// <param name="ct">Stops; what is saved stays.</param>
    public async Task RunAsync(Action<BuildState> onProgress, CancellationToken ct)
    {
        var state = await build.BeginAsync(ct);
        while (state.Buckets < Bucket.Count)
        {
            var messages = await PutBucketAsync(new Bucket((short)state.Buckets), ct);
            state = new BuildState(state.Buckets + 1, state.Messages + messages);
            if (messages > 0 || state.Buckets % 64 == 0)
                await build.SaveAsync(state, ct);
            onProgress(state);
        }

        await build.FinishAsync(ct);
    }

    private async Task<long> PutBucketAsync(Bucket bucket, CancellationToken ct)
    {
        var (messages, after) = (0L, new StreamId(0));
        IReadOnlyList<StreamView> streams;
        do
        {
            streams = await source.ListStreamsAsync(bucket, after, PageSize, ct);
            foreach (var stream in streams)
                messages += await PutStreamAsync(stream, ct);
            after = streams.Count > 0 ? streams[^1].Id : after;
        }
        while (streams.Count == PageSize);
        return messages;
    }

    private async Task<long> PutStreamAsync(StreamView stream, CancellationToken ct)
    {
        if (stream.LastSeq == 0)
            return 0;
        var isThread = stream.Kind == StreamKind.Thread;
        var place = isThread && stream.Parent is { } parent ? await source.FindHeadAsync(parent, ct) : stream;
        if (place is null)
            return 0;
        for (var after = 0L; ;)
        {
            var page = await source.ListMessagesAsync(stream.Id, after, PageSize, ct);
            if (page.Count > 0)
                await build.PutAsync(await documents.ChangesOfAsync(page, place, isThread ? stream.ParentSeq : null, ct), ct);
            if (page.Count < PageSize)
                return after == 0 ? page.Count : stream.LastSeq;
            after = page[^1].Seq;
        }
    }
}
