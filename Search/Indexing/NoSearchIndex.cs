using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Search.Indexing;

/// <summary>Where no engine is set up: says so.</summary>
internal sealed class NoSearchIndex : ISearchIndex
{
    private const string Note = "No search engine is set up. An operator sets Collab__Search__Provider.";

    public Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) => throw new OutageException(Note);

    public Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct) => throw new OutageException(Note);

    public Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) => throw new OutageException(Note);

    public Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) => throw new OutageException(Note);

    public Task<IndexState> CheckAsync(CancellationToken ct) => Task.FromResult(new IndexState("", IndexCondition.Off, 0, null, Note));
}
