using System.Collections.Concurrent;
using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>
/// The highest revision that an index has been given of each message: searches do not see the youngest changes yet, and what
/// was removed they never see.
/// </summary>
internal sealed class Revisions
{
    private static readonly TimeSpan RemovedFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<long, (long Revision, DateTimeOffset At)> _removed = new();
    private volatile ConcurrentDictionary<long, long> _young = new();
    private readonly SearcherManager _searchers;
    private readonly TimeProvider _time;
    private volatile ConcurrentDictionary<long, long> _before = new();
    private long _highest;

    public Revisions(SearcherManager searchers, TimeProvider time)
    {
        (_searchers, _time) = (searchers, time);
        _highest = HighestShown();
    }

    /// <summary>True when a change is not older than what there is.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isUnknown">The index has nothing of the message, and never had anything that could still come to light.</param>
    public bool IsNews(IndexChange change, out bool isUnknown)
    {
        var id = change.Message.Value;
        // In this order: what is not remembered any more, the state that is open by then shows. Most messages are younger
        // than all others, and need not be looked for.
        var known = Known(id) ?? (id > Volatile.Read(ref _highest) ? null : Shown(id));
        isUnknown = known is null;
        return known is null || known <= change.Version;
    }

    /// <summary>Remembers a change. To be called when it is written: a state that is opened before that does not show it.</summary>
    public void Note(IndexChange change)
    {
        var id = change.Message.Value;
        for (var highest = Volatile.Read(ref _highest); id > highest;)
            highest = Interlocked.CompareExchange(ref _highest, id, highest) is var before && before == highest ? id : before;
        _young[id] = change.Version;
        if (change is IndexChange.Remove)
            _removed[id] = (change.Version, _time.GetUtcNow());
        else
            _removed.TryRemove(id, out _);
    }

    /// <summary>To be called before a look at a new state of the index is opened.</summary>
    public void BeginRefresh() => (_before, _young) = (_young, new ConcurrentDictionary<long, long>());

    /// <summary>To be called when it is open: what it shows need not be remembered.</summary>
    public void EndRefresh()
    {
        _before = new ConcurrentDictionary<long, long>();
        var until = _time.GetUtcNow() - RemovedFor;
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
        var searcher = _searchers.Acquire();
        try
        {
            return Find(searcher, id);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    private long HighestShown()
    {
        var searcher = _searchers.Acquire();
        try
        {
            var highest = 0L;
            foreach (var leaf in searcher.IndexReader.Leaves)
            {
                var ids = Columns.Of(leaf.AtomicReader, Fields.Id);
                for (var doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
                    highest = Math.Max(highest, ids.Get(doc));
            }

            return highest;
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    private long? Known(long id)
    {
        if (_young.TryGetValue(id, out var revision) || _before.TryGetValue(id, out revision))
            return revision;
        return _removed.TryGetValue(id, out var removed) ? removed.Revision : null;
    }
}
