using Collab.Domain.Search;

namespace Collab.Search.Text;

/// <summary>Cuts excerpts around what matches.</summary>
public sealed class SearchExcerpts : ISearchExcerpts
{
    private const int MaxMarks = 40;
    private const int MaxFound = 400;

    /// <inheritdoc />
    public SearchExcerpt Cut(string text, SearchClause wanted, bool isFuzzy, int length)
    {
        var marks = Merge(Find(new TextMatches(text), wanted, isFuzzy).Take(MaxFound));
        var (from, until) = Window(text, marks, length);
        var inside = marks.Where(m => m.Start >= from && m.Start + m.Length <= until).Take(MaxMarks).Select(m => m with { Start = m.Start - from });
        var piece = text[from..until].Replace('\n', ' ').Replace('\t', ' ');
        return new SearchExcerpt(piece, [.. inside], from > 0, until < text.Length);
    }

    // What must not be there cannot be shown, and filters match no text.
    private static IEnumerable<ExcerptMark> Find(TextMatches matches, SearchClause wanted, bool isFuzzy) => wanted switch
    {
        SearchClause.All all => all.Clauses.SelectMany(c => Find(matches, c, isFuzzy)),
        SearchClause.Any any => any.Clauses.SelectMany(c => Find(matches, c, isFuzzy)),
        SearchClause.Word word => matches.Of(TypedWord.Of(word.Text), isFuzzy),
        SearchClause.Phrase phrase => matches.OfPhrase(phrase.Text),
        _ => [],
    };

    private static List<ExcerptMark> Merge(IEnumerable<ExcerptMark> marks)
    {
        var merged = new List<ExcerptMark>();
        foreach (var mark in marks.OrderBy(m => m.Start).ThenByDescending(m => m.Length))
        {
            if (merged is [.., var last] && mark.Start < last.Start + last.Length)
                merged[^1] = last with { Length = Math.Max(last.Length, mark.Start + mark.Length - last.Start) };
            else
                merged.Add(mark);
        }

        return merged;
    }

    // Where the most marks are together; a little in front of the first of them.
    private static (int From, int Until) Window(string text, List<ExcerptMark> marks, int length)
    {
        if (text.Length <= length)
            return (0, text.Length);
        var best = marks.Select(m => (int?)m.Start).MaxBy(start => marks.Count(m => m.Start >= start && m.Start + m.Length <= start + length)) ?? 0;
        var from = Math.Min(Math.Max(0, best - (length / 4)), text.Length - length);
        return (AtSpace(text, from, 0), AtSpace(text, Math.Min(text.Length, from + length), text.Length));
    }

    // At the nearest space before, so that no word is torn; an end of the text stays.
    private static int AtSpace(string text, int at, int edge)
    {
        if (at == edge)
            return at;
        for (var i = at; i > Math.Max(0, at - 30); i--)
        {
            if (char.IsWhiteSpace(text[i - 1]))
                return i;
        }

        return char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }
}
