using Collab.Domain.Search;
using Collab.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>Says clauses in Lucene's words. Texts give scores, all else lets through or not.</summary>
internal sealed class ClauseQueries(IndexReader reader, bool isFuzzy)
{
    // How much the whole word counts against words that begin with it or contain it.
    private const float Whole = 3;
    private const float Code = 4;
    private const float Contained = 0.5f;
    private const int MostExpansions = 50;

    /// <summary>Everything, each with the same score.</summary>
    public static Query Everything { get; } = new MatchAllDocsQuery();

    private static Query Nothing => new BooleanQuery(true);

    /// <summary>The query of a clause.</summary>
    public Query Of(SearchClause clause) => clause switch
    {
        SearchClause.All { Clauses.Count: 0 } => Everything,
        SearchClause.All all => AllOf(all.Clauses),
        SearchClause.Any any => AnyOf(any.Clauses),
        SearchClause.Not not => AllOf([not]),
        SearchClause.Word word => OfWord(TypedWord.Of(word.Text)),
        SearchClause.Phrase phrase => OfRun([.. WordBreaker.Words(phrase.Text).Select(w => w.Value)]),
        SearchClause.By by => OneOf(Fields.Author, by.Authors.Select(a => a.Value)),
        SearchClause.In places => OneOf(Fields.Place, places.Places.Select(p => p.Value)),
        SearchClause.OfKind kinds => OneOf(Fields.Kind, kinds.Kinds.Select(k => (long)k)),
        SearchClause.Mentions mentions => OneOf(Fields.Mention, mentions.People.Select(p => p.Value)),
        SearchClause.Has has => OneOf(Fields.Mark, MessageDocument.MarksOf(has.Marks)),
        SearchClause.Among among => OneOf(Fields.Id, among.Messages.Select(m => m.Value)),
        SearchClause.Posted posted => Between(posted),
        SearchClause.Behind behind => AnyOf([.. behind.Markers.Select(m => m)], Behind),
        _ => throw new InvalidOperationException($"Unknown clause: {clause.GetType().Name}."),
    };

    /// <summary>True when a clause has text, which alone gives scores.</summary>
    public static bool HasText(SearchClause clause) => clause switch
    {
        SearchClause.All all => all.Clauses.Any(HasText),
        SearchClause.Any any => any.Clauses.Any(HasText),
        SearchClause.Word or SearchClause.Phrase => true,
        _ => false,
    };

    private BooleanQuery AllOf(IReadOnlyList<SearchClause> clauses)
    {
        var query = new BooleanQuery(true);
        foreach (var clause in clauses)
        {
            if (clause is SearchClause.Not not)
                query.Add(Of(not.Clause), Occur.MUST_NOT);
            else
                query.Add(Of(clause), Occur.MUST);
        }

        // Lucene finds nothing by what must not be alone.
        if (clauses.All(c => c is SearchClause.Not))
            query.Add(Silent(Everything), Occur.MUST);
        return query;
    }

    private Query AnyOf(IReadOnlyList<SearchClause> clauses) => AnyOf(clauses, Of);

    private static Query AnyOf<T>(IReadOnlyList<T> parts, Func<T, Query> query)
    {
        if (parts.Count == 1)
            return query(parts[0]);
        // A query of more than a thousand parts is taken in groups.
        if (parts.Count > BooleanQuery.MaxClauseCount)
            return AnyOf([.. parts.Chunk(BooleanQuery.MaxClauseCount)], chunk => AnyOf(chunk, query));
        var any = new BooleanQuery(true);
        foreach (var part in parts)
            any.Add(query(part), Occur.SHOULD);
        return any;
    }

    private Query OfWord(TypedWord word)
    {
        if (word.IsEmpty)
            return Nothing;
        var best = new DisjunctionMaxQuery(0);
        if (word.Code is { } code)
            AddCode(best, code, word.CodeEndsOpen);
        if (word.Single is { } single)
            AddSingle(best, word, single);
        else if (!word.IsCodeOnly)
            best.Add(word.EndsOpen ? OfOpenRun(word.Words) : OfRun(word.Words));
        return best;
    }

    private void AddSingle(DisjunctionMaxQuery best, TypedWord word, string single)
    {
        best.Add(new WordQuery(single, Whole, word.EndsOpen ? 1 : null, word.MatchesParts ? Contained : null));
        if (isFuzzy && word.Fuzziness > 0)
            best.Add(Boosted(new FuzzyQuery(new Term(Fields.Words, single), word.Fuzziness, 1, MostExpansions, true), Contained));
    }

    private static void AddCode(DisjunctionMaxQuery best, string code, bool isOpen)
    {
        best.Add(Boosted(new ConstantScoreQuery(new TermQuery(new Term(Fields.Codes, code))), Code));
        if (isOpen)
            best.Add(Beginning(Fields.Codes, code, 1));
    }

    private static Query OfRun(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return Nothing;
        if (words.Count == 1)
            return new TermQuery(new Term(Fields.Words, words[0]));
        var phrase = new PhraseQuery();
        foreach (var word in words)
            phrase.Add(new Term(Fields.Words, word));
        return phrase;
    }

    private Query OfOpenRun(IReadOnlyList<string> words)
    {
        var endings = new OpenEndings(reader).Of(words[^1], MostExpansions);
        if (endings.Length == 0)
            return Nothing;
        var phrase = new MultiPhraseQuery();
        foreach (var word in words.SkipLast(1))
            phrase.Add(new Term(Fields.Words, word));
        phrase.Add(endings);
        return phrase;
    }

    private static Query Beginning(string field, string text, float score) =>
        Boosted(new PrefixQuery(new Term(field, text)) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE }, score);

    private static Query OneOf(string field, IEnumerable<long> values) => OneOf(field, values.Select(MessageDocument.Term));

    private static Query OneOf(string field, IEnumerable<string> values)
    {
        Term[] terms = [.. values.Select(v => new Term(field, v))];
        return terms.Length switch
        {
            0 => Nothing,
            1 => Silent(new TermQuery(terms[0])),
            _ => Silent(new ConstantScoreQuery(new TermsFilter(terms))),
        };
    }

    private static Query Between(SearchClause.Posted posted) =>
        Silent(NumericRangeQuery.NewInt64Range(Fields.At, Fields.TimeStep, posted.From?.ToUnixTimeMilliseconds(), posted.Until?.ToUnixTimeMilliseconds(), true, false));

    private static Query Behind((Domain.Shared.Ids.StreamId Stream, long Seq) marker) =>
        Silent(new FilteredQuery(
            new TermQuery(new Term(Fields.Stream, MessageDocument.Term(marker.Stream.Value))),
            FieldCacheRangeFilter.NewInt64Range(Fields.Seq, marker.Seq, null, false, false),
            FilteredQuery.QUERY_FIRST_FILTER_STRATEGY));

    private static ConstantScoreQuery Silent(Query query) => new(query) { Boost = 0 };

    private static Query Boosted(Query query, float boost)
    {
        query.Boost = boost;
        return query;
    }
}
