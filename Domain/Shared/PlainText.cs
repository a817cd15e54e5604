using System.Globalization;
using System.Text;

namespace Collab.Domain.Shared;

/// <summary>Takes out of typed text what can only deceive or break: control characters, direction overrides, broken surrogates.</summary>
public static class PlainText
{
    /// <summary>One line for a name or topic: Unicode NFC, no control or direction characters, single spaces, trimmed.</summary>
    public static string Line(string? text)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (!IsInvisible(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Text of many lines: line ends as <c>\n</c>, no control characters but tab and line end, trimmed at both ends.</summary>
    public static string Block(string? text)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control && !IsNoncharacter(rune)))
                clean.Append(rune);
        }

        return clean.ToString().Trim('\n', ' ', '\t');
    }

    /// <summary>How many characters a person would count.</summary>
    public static int Length(string text) => new StringInfo(text).LengthInTextElements;

    // Zero-width joiners stay: emoji and several scripts need them.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        || IsNoncharacter(rune)
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200B or 0x200E or 0x200F or 0xFEFF;

    // Code points that Unicode reserves for no character at all; normalization refuses them.
    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
