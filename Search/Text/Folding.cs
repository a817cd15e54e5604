using System.Globalization;
using System.Text;

namespace Collab.Search.Text;

/// <summary>
/// Folds text by Unicode: compatibility forms (width, ligatures) to plain letters, accents off, case off, and the letters
/// that Unicode does not take apart (ß, ø, ł…) by a list.
/// </summary>
internal static class Folding
{
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

    /// <summary>The text folded, whatever it is, broken surrogates included.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder();
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsMark(rune))
                continue;
            var lower = Rune.ToLowerInvariant(rune);
            folded.Append(Letters.TryGetValue(lower.Value, out var plain) ? plain : lower.ToString());
        }

        // Korean syllables come back together; nothing else is left that could.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Only width, ligatures and case: for scripts in which a mark makes another letter (か and が, Thai vowels).</summary>
    public static string FoldUnspaced(string text) => WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>At most so many UTF-16 units, and no half of a pair at the end.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text
        : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)]
        : text[..length];

    /// <summary>True for what belongs to the letter before it, and for what cannot be seen.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    /// <summary>True for letters of scripts that put no spaces between words: Chinese, Japanese, Korean syllables, Thai, Lao, Burmese, Khmer.</summary>
    public static bool IsUnspaced(Rune rune) =>
        rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
            or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    // Normalization throws at a lone half of a surrogate pair and at code points that are no characters.
    private static string WellFormed(string text) =>
        string.Concat(text.EnumerateRunes().Where(r => Rune.GetUnicodeCategory(r) != UnicodeCategory.OtherNotAssigned).Select(r => r.ToString()));
}
