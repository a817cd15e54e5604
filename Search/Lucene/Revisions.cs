using System.Collections.Concurrent;
using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>
/// The highest revision that an index has been given of each message: searches do not see the youngest changes yet, and what
/// was removed they never see.
/// </summary>
internal sealed class Revisions(SearcherManager searchers, TimeProvider time)
{
    private static readonly TimeSpan RemovedFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<long, (long Revision, DateTimeOffset At)> _removed = new();
    private volatile ConcurrentDictionary<long, long> _young = new();
    private volatile ConcurrentDictionary<long, long> _before = new();

    /// <summary>True when a change is not older than what there is.</summary>
    public bool IsNews(IndexChange change)
    {
        // In this order: what is not remembered any more, the state that is open by then shows.
        var known = Known(change.Message.Value) ?? Shown(change.Message.Value);
        return known is null || known <= change.Version;
    }

    /// <summary>Remembers a change. To be called when it is written: a state that is opened before that does not show it.</summary>
    public void Note(IndexChange change)
    {
        var id = change.Message.Value;
        _young[id] = change.Version;
        if (change is IndexChange.Remove)
            _removed[id] = (change.Version, time.GetUtcNow());
        else
            _removed.TryRemove(id, out _);
    }

    /// <summary>To be called before a look at a new state of the index is opened.</summary>
    public void BeginRefresh() => (_before, _young) = (_young, new ConcurrentDictionary<long, long>());

    /// <summary>To be called when it is open: what it shows need not be remembered.</summary>
    public void EndRefresh()
    {
        _before = new ConcurrentDictionary<long, long>();
        var until = time.GetUtcNow() - RemovedFor;
        foreach (var (id, removed) in _removed.Where(r => r.Value.At < until))
            _removed.TryRemove(new KeyValuePair<long, (long, DateTimeOffset)>(id, removed));
    }

    /// <summary>The revision of a message that a state of the index shows; null when it has none.</summary>
    public static long? Find(IndexSearcher searcher, long id)
    {
        var term = new Term(Fields.Id, MessageDocument.Term(id));
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            if (leaf.AtomicReader.GetTermDocsEnum(term) is { } docs && docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
                return Columns.Of(leaf.AtomicReader, Fields.Revision).Get(docs.DocID);
        }

        return null;
    }

    private long? Shown(long id)
    {
        var searcher = searchers.Acquire();
        try
        {
            return Find(searcher, id);
        }
        finally
        {
            searchers.Release(searcher);
        }
    }

    private long? Known(long id)
    {
        if (_young.TryGetValue(id, out var revision) || _before.TryGetValue(id, out revision))
            return revision;
        return _removed.TryGetValue(id, out var removed) ? removed.Revision : null;
    }
}
