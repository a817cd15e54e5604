using System.Globalization;
using System.Text;
using Collab.Domain.People;

namespace Collab.Search.Text;

/// <summary>
/// Folds names by Unicode: compatibility forms (width, ligatures) to plain letters, accents off, case off, and the
/// letters that Unicode does not take apart (ß, ø, ł…) by a list.
/// </summary>
/// <remarks>
/// Scripts without spaces (Chinese, Japanese, Korean syllables, Thai…) give each run as a word, and each rest of it as
/// well, so that a search that starts in the middle of a name finds it: 山田太郎 is found by 太.
/// </remarks>
public sealed class NameFolding : INameFolding
{
    private const int MaxWordLength = 40;
    private const int MaxSortKeyLength = 80;

    // Nobody's name is longer; a hostile text costs no more than this.
    private const int MaxTextLength = 1000;

    /// <inheritdoc />
    public IReadOnlyList<string> Words(string text, int limit = 12)
    {
        var words = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(Folding.Fold(Folding.Cut(text, MaxTextLength))))
        {
            foreach (var word in Folding.IsUnspaced(Rune.GetRuneAt(run, 0)) ? Rests(run) : [run])
            {
                if (words.Count >= limit)
                    return words;
                var cut = Folding.Cut(word, MaxWordLength);
                if (seen.Add(cut))
                    words.Add(cut);
            }
        }

        return words;
    }

    /// <inheritdoc />
    public string SortKey(string text) => Folding.Cut(string.Join(' ', Runs(Folding.Fold(Folding.Cut(text, MaxTextLength)))), MaxSortKeyLength).TrimEnd();

    // Letters and digits that stand together; unspaced scripts apart from the others.
    private static IEnumerable<string> Runs(string text)
    {
        var run = new StringBuilder();
        var unspaced = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var belongs = Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark;
            if (run.Length > 0 && (!belongs || Folding.IsUnspaced(rune) != unspaced))
            {
                yield return run.ToString();
                run.Clear();
            }

            if (!belongs)
                continue;
            unspaced = Folding.IsUnspaced(rune);
            run.Append(rune);
        }

        if (run.Length > 0)
            yield return run.ToString();
    }

    private static IEnumerable<string> Rests(string run)
    {
        for (var i = 0; i < run.Length; i += char.IsHighSurrogate(run[i]) ? 2 : 1)
            yield return run[i..];
    }
}
