using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Tests.Recall;

/// <summary>An index that finds, whatever is asked, all it was told of, and never hears what became of it.</summary>
internal sealed class StaleIndex : ISearchIndex
{
    private readonly List<SearchHit> _hits = [];

    public void Add(MessageView message) => _hits.Add(new SearchHit(message.Id, message.Stream, message.Seq, message.Stream, null, 1));

    public Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) => Task.CompletedTask;

    public Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct)
    {
        var start = search.After is { } after ? int.Parse(after, CultureInfo.InvariantCulture) : 0;
        var next = start + search.Limit;
        return Task.FromResult(SearchHits.None with
        {
            Hits = [.. _hits.Skip(start).Take(search.Limit)],
            Total = _hits.Count,
            Next = next < _hits.Count ? next.ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    public Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<MessageId, long>>(new Dictionary<MessageId, long>());

    public Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<StreamId, long>>(new Dictionary<StreamId, long>());

    public Task<IndexState> CheckAsync(CancellationToken ct) => Task.FromResult(new IndexState("", IndexCondition.Working, _hits.Count, null));
}
