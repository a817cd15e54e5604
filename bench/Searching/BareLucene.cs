using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace Collab.Bench.Searching;

/// <summary>The same files, searched by Lucene alone: no rights, no ranking but its own, nothing but the best twenty.</summary>
internal sealed class BareLucene : IDisposable
{
    private readonly FSDirectory _directory;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public BareLucene(string folder)
    {
        _directory = FSDirectory.Open(folder);
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity() };
    }

    public int Search(Query query, bool isNewest) =>
        isNewest
            ? _searcher.Search(query, null, 20, new Sort(new SortField("at", SortFieldType.INT64, true))).TotalHits
            : _searcher.Search(query, 20).TotalHits;

    public static Query Word(string word, string field = "words") => new TermQuery(new Term(field, word));

    public static Query Beginning(string text, string field = "words") => new PrefixQuery(new Term(field, text));

    public static Query Phrase(params string[] words)
    {
        var phrase = new PhraseQuery();
        foreach (var word in words)
            phrase.Add(new Term("words", word));
        return phrase;
    }

    public static Query All(params Query[] queries) => Bool(Occur.MUST, queries);

    public static Query Any(params Query[] queries) => Bool(Occur.SHOULD, queries);

    public static Query Near(string word) => new FuzzyQuery(new Term("words", word), 2, 1);

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    private static BooleanQuery Bool(Occur occur, Query[] queries)
    {
        var all = new BooleanQuery();
        foreach (var query in queries)
            all.Add(query, occur);
        return all;
    }
}
