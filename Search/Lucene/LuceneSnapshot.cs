using System.Globalization;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;

namespace Collab.Search.Lucene;

/// <summary>The embedded index as its last commit left it, to be compared with storage while a node has it open.</summary>
internal sealed class LuceneSnapshot : IDisposable
{
    private readonly FSDirectory _directory;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    /// <summary>Opens it; an <see cref="OutageException"/> when there is none.</summary>
    public LuceneSnapshot(string root)
    {
        State = LuceneState.Read(root) ?? throw new OutageException($"There is no search index in {root}.");
        _directory = FSDirectory.Open(Path.Combine(root, State.Current.ToString(CultureInfo.InvariantCulture)));
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader);
    }

    /// <summary>What is kept beside it.</summary>
    public LuceneState State { get; }

    /// <summary>How many messages it has.</summary>
    public int Messages => _reader.NumDocs;

    /// <summary>The revisions of those of the messages that it has.</summary>
    public Dictionary<MessageId, long> FindRevisions(IEnumerable<MessageId> messages)
    {
        var found = new Dictionary<MessageId, long>();
        foreach (var id in messages)
        {
            if (Revisions.Find(_searcher, id.Value) is { } revision)
                found[id] = revision;
        }

        return found;
    }

    /// <summary>How many messages of a stream it has.</summary>
    public long Count(StreamId stream) => _reader.DocFreq(new Term(Fields.Stream, MessageDocument.Term(stream.Value))) == 0 ? 0 : CountLive(stream);

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    private long CountLive(StreamId stream)
    {
        var counter = new TotalHitCountCollector();
        _searcher.Search(new TermQuery(new Term(Fields.Stream, MessageDocument.Term(stream.Value))), counter);
        return counter.TotalHits;
    }
}
