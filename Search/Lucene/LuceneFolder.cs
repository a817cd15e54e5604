using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Collab.Search.Lucene;

/// <summary>One index in one folder, open for writing by this process. What is wrong with the folder, its methods throw.</summary>
internal sealed class LuceneFolder : IAsyncDisposable
{
    // Changes of one message must not overtake each other.
    private readonly System.Threading.Lock[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new System.Threading.Lock())];
    private readonly ThreadLocal<MessageDocument> _documents = new(() => new MessageDocument());
    private readonly FSDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly Commits _commits;
    private readonly Revisions _revisions;
    private readonly Views _views;

    /// <summary>Opens the index, or makes an empty one.</summary>
    public LuceneFolder(string path, TimeProvider time)
    {
        Path = path;
        _directory = FSDirectory.Open(path);
        _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new NoAnalysis()) { RAMBufferSizeMB = 48, Similarity = new BM25Similarity() });
        _searchers = OpenSearchers();
        _revisions = new Revisions(_searchers, time);
        _commits = new Commits(_writer);
        _views = new Views(_searchers, _revisions, time);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Writes changes; searches see them soon, a crash may lose them until they are committed.</summary>
    public void Write(IEnumerable<IndexChange> changes)
    {
        foreach (var change in changes)
            Write(change);
        _views.Stale();
    }

    /// <summary>Returns when everything that was written survives a crash.</summary>
    public Task CommitAsync(CancellationToken ct) => _commits.WaitAsync(ct);

    /// <summary>Searches what was written up to a moment ago, or the state that the page before was read from.</summary>
    public SearchHits Search(IndexSearch search, CancellationToken ct)
    {
        var after = search.After is { } text ? HitCursor.Parse(text) : null;
        if (search.After is not null && after is null)
            return SearchHits.None;
        return _views.Look(after?.View, (searcher, view) => new MessageSearch(searcher, search, ct).Run(view, after));
    }

    /// <summary>Looks at everything that was written before the call.</summary>
    public T Look<T>(Func<IndexSearcher, T> look)
    {
        _views.Refresh();
        var searcher = _searchers.Acquire();
        try
        {
            return look(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _views.DisposeAsync();
        await _commits.DisposeAsync();
        _searchers.Dispose();
        Close();
        _directory.Dispose();
        _documents.Dispose();
    }

    // What cannot be read gives the folder free.
    private SearcherManager OpenSearchers()
    {
        try
        {
            return new SearcherManager(_writer, true, new Scoring());
        }
        catch
        {
            GiveUp();
            _directory.Dispose();
            throw;
        }
    }

    // A writer that cannot write what it still has gives it up: nobody was told that it is kept.
    private void Close()
    {
        try
        {
            _writer.Dispose();
        }
#pragma warning disable CA1031 // Whatever kept it from closing, the folder must be free for the next one.
        catch (Exception)
#pragma warning restore CA1031
        {
            GiveUp();
        }
    }

    private void GiveUp()
    {
        try
        {
            _writer.Rollback();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            IndexWriter.Unlock(_directory);
        }
    }

    private void Write(IndexChange change)
    {
        var id = new Term(Fields.Id, MessageDocument.Term(change.Message.Value));
        // Taken apart before others have to wait.
        var document = change is IndexChange.Put put ? _documents.Value!.Of(put.Document) : null; // made by its first use
        lock (_stripes[(int)(change.Message.Value & 63)])
        {
            if (!_revisions.IsNews(change, out var isUnknown))
                return;
            // Looking for an older one to replace costs more than writing.
            if (document is null)
                _writer.DeleteDocuments(id);
            else if (isUnknown)
                _writer.AddDocument(document);
            else
                _writer.UpdateDocument(id, document);
            _revisions.Note(change);
        }
    }

    private sealed class Scoring : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader)
        {
            // Before anybody has to wait for it.
            foreach (var leaf in reader.Leaves)
                SegmentFacts.Of(leaf.AtomicReader);
            return new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        }
    }
}
