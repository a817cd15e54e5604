using Collab.Domain.Search;

namespace Collab.Search.Text;

/// <summary>Finds in one text what engines find in an index of them.</summary>
internal sealed class TextMatches(string text)
{
    private readonly List<TextWord> _words = [.. WordBreaker.Words(text)];

    /// <summary>Where a word of a query matches.</summary>
    public IEnumerable<ExcerptMark> Of(TypedWord typed, bool isFuzzy)
    {
        if (typed.IsEmpty)
            return [];
        if (typed.IsCodeOnly)
            return OfCode(typed.Code!); // it is one
        return typed.Single is { } word
            ? _words.Where(w => IsMatch(w, word, typed, isFuzzy)).Select(Mark)
            : OfRun(typed.Words, typed.EndsOpen).Concat(typed.Code is { } code ? OfCode(code) : []);
    }

    /// <summary>Where the words of a phrase stand behind each other.</summary>
    public IEnumerable<ExcerptMark> OfPhrase(string phrase) => OfRun([.. WordBreaker.Words(phrase).Select(w => w.Value)], endsOpen: false);

    private IEnumerable<ExcerptMark> OfRun(IReadOnlyList<string> run, bool endsOpen)
    {
        if (run.Count == 0)
            yield break;
        for (var i = 0; i + run.Count <= _words.Count; i++)
        {
            if (IsRun(run, endsOpen, i))
                yield return new ExcerptMark(_words[i].Start, _words[i + run.Count - 1].End - _words[i].Start);
        }
    }

    private bool IsRun(IReadOnlyList<string> run, bool endsOpen, int at)
    {
        for (var k = 0; k < run.Count; k++)
        {
            var value = _words[at + k].Value;
            if (value != run[k] && !(endsOpen && k == run.Count - 1 && value.StartsWith(run[k], StringComparison.Ordinal)))
                return false;
        }

        return true;
    }

    private IEnumerable<ExcerptMark> OfCode(string code)
    {
        foreach (var (start, end) in Chunks())
        {
            if (CodeFinder.Codes(text[start..end]).Any(c => c.StartsWith(code, StringComparison.Ordinal)))
                yield return new ExcerptMark(start, end - start);
        }
    }

    private IEnumerable<(int Start, int End)> Chunks()
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
                at++;
            if (at > start)
                yield return (start, at);
        }
    }

    private static bool IsMatch(TextWord there, string word, TypedWord typed, bool isFuzzy) =>
        there.Value == word
        || (typed.EndsOpen && there.Value.StartsWith(word, StringComparison.Ordinal))
        || (typed.MatchesParts && !there.IsUnspaced && there.Value.Contains(word, StringComparison.Ordinal))
        || (isFuzzy && typed.Fuzziness > 0 && WordDistance.IsWithin(there.Value, word, typed.Fuzziness));

    private static ExcerptMark Mark(TextWord word) => new(word.Start, word.End - word.Start);
}
