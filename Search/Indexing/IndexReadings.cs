using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Search.Lucene;

namespace Collab.Search.Indexing;

/// <summary>An index that this process has open, or shares with others.</summary>
internal sealed class LiveReading(ISearchIndex index) : IIndexReading
{
    public async Task<Dictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) =>
        new(await index.FindRevisionsAsync(messages, ct));

    public async Task<long> CountAsync(StreamId stream, CancellationToken ct) => (await index.CountAsync([stream], ct)).GetValueOrDefault(stream);
}

/// <summary>The embedded index of a node that runs: what it has committed, looked at anew for each stream that it may have changed.</summary>
internal sealed class SnapshotReading(string root) : IIndexReading
{
    public Task<Dictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct)
    {
        using var snapshot = new LuceneSnapshot(root);
        return Task.FromResult(snapshot.FindRevisions(messages));
    }

    public Task<long> CountAsync(StreamId stream, CancellationToken ct)
    {
        using var snapshot = new LuceneSnapshot(root);
        return Task.FromResult(snapshot.Count(stream));
    }
}
