using System.Globalization;
using System.Text;

namespace Collab.Domain.Notifications;

/// <summary>
/// The words of a text, in lower case: runs of letters, digits and marks. Scripts that put no spaces between words (Chinese,
/// Japanese, Thai, Khmer, Lao, Burmese) give a word for each character, so that a phrase of them is found within a sentence.
/// </summary>
public static class WordScan
{
    /// <summary>Reads as far as is asked for; takes time in proportion to the text.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var belongs = IsPart(rune, word.Length > 0);
            if ((!belongs || StandsAlone(rune)) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (belongs && StandsAlone(rune))
                yield return rune.ToString();
            else if (belongs)
                word.Append(Rune.ToLowerInvariant(rune));
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private static bool IsPart(Rune rune, bool within) =>
        Rune.IsLetterOrDigit(rune)
        || (within && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    private static bool StandsAlone(Rune rune) =>
        rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
            or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
