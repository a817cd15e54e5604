using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Collab.Search.Lucene;

/// <summary>
/// A word, the words that begin with it, and those that contain it: the best of the three is a message's score. It walks
/// through the word's messages and one set of all the others, which is several times quicker than three queries of which
/// the best counts.
/// </summary>
/// <param name="word">The word, folded.</param>
/// <param name="whole">How much it counts by itself, times what its rarity makes of it.</param>
/// <param name="begun">What a word that begins with it scores; null when such words do not count.</param>
/// <param name="contained">What a word that contains it scores; null when such words do not count.</param>
internal sealed class WordQuery(string word, float whole, float? begun, float? contained) : Query
{
    public override string ToString(string field) => word;

    public override void ExtractTerms(ISet<Term> terms) => terms.Add(new Term(Fields.Words, word));

    public override Weight CreateWeight(IndexSearcher searcher) =>
        new WordWeight(this, new TermQuery(new Term(Fields.Words, word)) { Boost = whole }.CreateWeight(searcher));

    private sealed class WordWeight(WordQuery query, Weight whole) : Weight
    {
        private readonly BytesRef _word = new(query.Word);
        private float _scale = 1;

        public override Query Query => query;

        public override float GetValueForNormalization() => whole.GetValueForNormalization() * query.Boost * query.Boost;

        public override void Normalize(float norm, float topLevelBoost)
        {
            whole.Normalize(norm, topLevelBoost * query.Boost);
            _scale = norm * topLevelBoost * query.Boost;
        }

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            var words = whole.GetScorer(context, acceptDocs);
            var segment = context.AtomicReader;
            if (query.Begun is null && query.Contained is null)
                return words;
            var all = new FixedBitSet(segment.MaxDoc);
            // The word's own messages are walked through anyway.
            var count = query.Begun is null ? 0 : Gather(segment, Fields.Words, acceptDocs, all, isWithWord: false);
            var begun = query.Contained is null ? all : count > 0 ? all.Clone() : null;
            count += query.Contained is null ? 0 : Gather(segment, Fields.Parts, acceptDocs, all, isWithWord: true);
            return count == 0 && words is null ? null : new WordScorer(this, words, all, count, begun, (query.Begun ?? 0) * _scale, (query.Contained ?? 0) * _scale);
        }

        public override Explanation Explain(AtomicReaderContext context, int doc)
        {
            var scorer = GetScorer(context, context.AtomicReader.LiveDocs);
            return scorer?.Advance(doc) == doc
                ? new ComplexExplanation(true, scorer.GetScore(), $"the best of {query.Word}, what begins with it and what contains it")
                : new ComplexExplanation(false, 0, $"no {query.Word}");
        }

        // How many messages have a word that begins with it, some of them twice.
        private int Gather(AtomicReader segment, string field, IBits acceptDocs, FixedBitSet found, bool isWithWord)
        {
            if (segment.GetTerms(field) is not { } terms)
                return 0;
            var (at, docs, count) = (terms.GetEnumerator(), (DocsEnum?)null, 0);
            for (var isThere = at.SeekCeil(_word) != TermsEnum.SeekStatus.END; isThere && StringHelper.StartsWith(at.Term, _word); isThere = at.MoveNext())
            {
                if (!isWithWord && at.Term.BytesEquals(_word))
                    continue;
                docs = at.Docs(acceptDocs, docs, DocsFlags.NONE);
                for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc(), count++)
                    found.Set(doc);
            }

            return count;
        }
    }

    private string Word => word;

    private float? Begun => begun;

    private float? Contained => contained;

    private sealed class WordScorer(Weight weight, Scorer? words, FixedBitSet others, long count, FixedBitSet? begun, float forBegun, float forContained) : Scorer(weight)
    {
        private readonly long[] _others = others.GetBits();
        private int _doc = -1;
        private int _word = -1;
        private int _other = -1;

        public override int DocID => _doc;

        public override int Freq => 1;

        public override int NextDoc() => MoveTo(_doc + 1);

        public override int Advance(int target) => MoveTo(target);

        public override long GetCost() => count + (words?.GetCost() ?? 0);

        // A word begins with itself: of a very frequent one that is the better score.
        public override float GetScore() =>
            _doc == _word && words is not null ? Math.Max(words.GetScore(), forBegun)
            : begun?.Get(_doc) == true ? forBegun
            : forContained;

        private int MoveTo(int target)
        {
            if (target == NO_MORE_DOCS)
                return _doc = NO_MORE_DOCS;
            if (_word < target)
                _word = words is null ? NO_MORE_DOCS : target == _word + 1 ? words.NextDoc() : words.Advance(target);
            if (_other < target)
                _other = NextOther(target);
            return _doc = Math.Min(_word, _other);
        }

        private int NextOther(int target)
        {
            if (count == 0)
                return NO_MORE_DOCS;
            var at = target >> 6;
            var rest = at < _others.Length ? _others[at] >>> (target & 63) << (target & 63) : 0;
            while (rest == 0 && ++at < _others.Length)
                rest = _others[at];
            return rest == 0 ? NO_MORE_DOCS : (at << 6) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
