using Collab.Domain.Holds;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;

namespace Collab.Search.Indexing;

/// <summary>An index of what holds have kept: the same engine with files, or names, of its own.</summary>
internal sealed class HeldIndex(ISearchIndex index) : IHeldIndex
{
    // Where no engine is set up there is nothing to take out of an index either, and what a hold let go must go.
    public Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) => index is NoSearchIndex ? Task.CompletedTask : index.ApplyAsync(changes, ct);

    public Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct) => index.SearchAsync(search, ct);

    public Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) => index.FindRevisionsAsync(messages, ct);

    public Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) => index.CountAsync(streams, ct);

    public Task<IndexState> CheckAsync(CancellationToken ct) => index.CheckAsync(ct);
}
