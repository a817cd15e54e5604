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

    private static readonly Dictionary<int, string> Letters = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ł'] = "l",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ĸ'] = "k",
        ['ŋ'] = "n",
        ['ŧ'] = "t",
        ['ƀ'] = "b",
        ['ɓ'] = "b",
        ['ƈ'] = "c",
        ['ɖ'] = "d",
        ['ɗ'] = "d",
        ['ɠ'] = "g",
        ['ɨ'] = "i",
        ['ƙ'] = "k",
        ['ɲ'] = "n",
        ['ɔ'] = "o",
        ['ɛ'] = "e",
        ['ə'] = "e",
        ['ǝ'] = "e",
        ['ƴ'] = "y",
        ['ȷ'] = "j",
        ['ς'] = "σ",
        ['ё'] = "е",
    };

    /// <inheritdoc />
    public IReadOnlyList<string> Words(string text, int limit = 12)
    {
        var words = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(Fold(text)))
        {
            foreach (var word in IsUnspaced(Rune.GetRuneAt(run, 0)) ? Rests(run) : [run])
            {
                if (words.Count >= limit)
                    return words;
                var cut = Cut(word, MaxWordLength);
                if (seen.Add(cut))
                    words.Add(cut);
            }
        }

        return words;
    }

    /// <inheritdoc />
    public string SortKey(string text) => Cut(string.Join(' ', Runs(Fold(text))), MaxSortKeyLength).TrimEnd();

    private static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in WellFormed(Cut(text, MaxTextLength)).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                continue;
            var lower = Rune.ToLowerInvariant(rune);
            folded.Append(Letters.TryGetValue(lower.Value, out var plain) ? plain : lower.ToString());
        }

        // Korean syllables come back together; nothing else is left that could.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    // Normalization throws at a lone half of a surrogate pair and at code points that are no characters.
    private static string WellFormed(string text) =>
        string.Concat(text.EnumerateRunes().Where(r => Rune.GetUnicodeCategory(r) != UnicodeCategory.OtherNotAssigned).Select(r => r.ToString()));

    // Letters and digits that stand together; unspaced scripts apart from the others.
    private static IEnumerable<string> Runs(string text)
    {
        var run = new StringBuilder();
        var unspaced = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var belongs = Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark;
            if (run.Length > 0 && (!belongs || IsUnspaced(rune) != unspaced))
            {
                yield return run.ToString();
                run.Clear();
            }

            if (!belongs)
                continue;
            unspaced = IsUnspaced(rune);
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

    private static string Cut(string text, int length) =>
        text.Length <= length ? text
        : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)]
        : text[..length];

    private static bool IsUnspaced(Rune rune) =>
        rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
            or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
