using System.Text.Json.Nodes;
using Collab.Domain.Search;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Text;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>Clauses as queries. Words and phrases score; everything else is a filter, which Elasticsearch need not rank and may remember.</summary>
internal sealed class ClauseQuery
{
    // Elasticsearch takes thirty levels, and one of ours may be two of them. Nobody types as many; what does is nothing.
    private const int MaxDepth = 12;

    // Levels as they come; most of them say nothing and go.
    private const int MaxWritten = 100;

    // What a query may grow into is bounded by the cluster's memory, a thousand terms at the least.
    private const int MaxExpansions = 50;
    private const int AllExpansions = 800;

    private readonly WordQuery _words;

    /// <param name="wanted">All of what is wanted: the more words it has, the fewer others may stand for each.</param>
    /// <param name="isFuzzy">Whether nearly the same counts.</param>
    public ClauseQuery(SearchClause wanted, bool isFuzzy) =>
        _words = new WordQuery(isFuzzy, Math.Clamp(AllExpansions / Math.Max(1, CountWords(Flat(wanted, 0))), 5, MaxExpansions));

    /// <summary>A query that scores; 1 for what only filters.</summary>
    public JsonObject Of(SearchClause clause) => Scoring(Flat(clause, 0), 0);

    /// <summary>A query that does not.</summary>
    public JsonObject FilterOf(SearchClause clause) => Filter(Flat(clause, 0), 0);

    private JsonObject Scoring(SearchClause clause, int depth) => clause switch
    {
        _ when depth > MaxDepth => Query.Nothing(),
        SearchClause.Word word => _words.Of(TypedWord.Of(word.Text)),
        SearchClause.Phrase phrase => WordQuery.OfPhrase(phrase.Text),
        SearchClause.All { Clauses.Count: 0 } => Query.Everything(),
        SearchClause.All all when all.Clauses.Any(Scores) => Query.All(
            all.Clauses.Where(Scores).Select(c => Scoring(c, depth + 1)), all.Clauses.Where(c => !Scores(c)).Select(c => Filter(c, depth + 1))),
        SearchClause.Any { Clauses.Count: > 0 } any when any.Clauses.Any(Scores) => Query.Any(any.Clauses.Select(c => Scoring(c, depth + 1))),
        _ => Query.Constant(Filter(clause, depth)),
    };

    private JsonObject Filter(SearchClause clause, int depth) => clause switch
    {
        _ when depth > MaxDepth => Query.Nothing(),
        SearchClause.Word or SearchClause.Phrase => Scoring(clause, depth),
        SearchClause.All { Clauses.Count: 0 } => Query.Everything(),
        SearchClause.All all => Query.Filter(all.Clauses.Select(c => Filter(c, depth + 1))),
        SearchClause.Any { Clauses.Count: 0 } => Query.Nothing(),
        SearchClause.Any any => Query.Any(any.Clauses.Select(c => Filter(c, depth + 1))),
        SearchClause.Not not => Query.Not(Filter(not.Clause, depth + 1)),
        SearchClause.Behind behind => Behind(behind),
        _ => Field(clause),
    };

    private static JsonObject Field(SearchClause clause) => clause switch
    {
        SearchClause.By by => Query.Terms(Layout.Field.Author, by.Authors.Select(a => a.Value)),
        SearchClause.In within => Query.Terms(Layout.Field.Place, within.Places.Select(p => p.Value)),
        SearchClause.OfKind ofKind => Query.Terms(Layout.Field.Kind, ofKind.Kinds.Select(k => (long)k)),
        SearchClause.Mentions mentions => Query.Terms(Layout.Field.Mentions, mentions.People.Select(p => p.Value)),
        SearchClause.Has has => Query.Terms(Layout.Field.Marks, MarkBits.Of(has.Marks)),
        SearchClause.Among among => Query.Ids(among.Messages),
        SearchClause.Posted { From: null, Until: null } => Query.Everything(),
        SearchClause.Posted posted => Query.Range(
            Layout.Field.At, from: posted.From?.ToUnixTimeMilliseconds(), below: posted.Until?.ToUnixTimeMilliseconds()),
        _ => throw new NotSupportedException($"{clause.GetType().Name} cannot be searched for."),
    };

    // Streams with equal markers share a condition: many were never looked into, and conditions are counted.
    private static JsonObject Behind(SearchClause.Behind behind) =>
        behind.Markers.Count == 0
            ? Query.Nothing()
            : Query.Any(behind.Markers.GroupBy(m => m.Seq, m => m.Stream.Value)
                .Select(g => Query.Filter(Query.Terms(Layout.Field.Stream, g), Query.Range(Layout.Field.Seq, behind: g.Key))));

    private static bool Scores(SearchClause clause) => clause switch
    {
        SearchClause.Word or SearchClause.Phrase => true,
        SearchClause.All all => all.Clauses.Any(Scores),
        SearchClause.Any any => any.Clauses.Any(Scores),
        _ => false,
    };

    // All of all is all, and any of any is any: written by hand or by a parser, levels that say nothing cost some.
    private static SearchClause Flat(SearchClause clause, int depth) => clause switch
    {
        _ when depth > MaxWritten => new SearchClause.Any([]),
        SearchClause.All all => Joined(all.Clauses, depth, c => (c as SearchClause.All)?.Clauses, c => new SearchClause.All(c)),
        SearchClause.Any any => Joined(any.Clauses, depth, c => (c as SearchClause.Any)?.Clauses, c => new SearchClause.Any(c)),
        SearchClause.Not { Clause: SearchClause.Not twice } => Flat(twice.Clause, depth + 1),
        SearchClause.Not not => new SearchClause.Not(Flat(not.Clause, depth + 1)),
        _ => clause,
    };

    private static SearchClause Joined(
        IReadOnlyList<SearchClause> clauses, int depth, Func<SearchClause, IReadOnlyList<SearchClause>?> same, Func<IReadOnlyList<SearchClause>, SearchClause> together)
    {
        var all = clauses.Select(c => Flat(c, depth + 1)).SelectMany(c => same(c) ?? [c]).ToList();
        return all is [var only] ? only : together(all);
    }

    private static int CountWords(SearchClause clause) => clause switch
    {
        SearchClause.Word => 1,
        SearchClause.All all => all.Clauses.Sum(CountWords),
        SearchClause.Any any => any.Clauses.Sum(CountWords),
        SearchClause.Not not => CountWords(not.Clause),
        _ => 0,
    };
}
