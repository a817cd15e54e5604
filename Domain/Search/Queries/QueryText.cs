using System.Globalization;
using System.Text;

namespace Collab.Domain.Search.Queries;

/// <summary>The letters of a query: what separates words, what can be searched for, how values are written.</summary>
public static class QueryText
{
    // Longer values are cut where they are repeated in a sentence.
    private const int MostShown = 60;

    /// <summary>One line with single spaces, without control and direction characters and broken surrogates: what a query keeps of a value.</summary>
    public static string Clean(string? text)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        var isSeparated = false;
        for (var at = 0; at < text?.Length;)
        {
            if (BlankLength(text, at) is > 0 and var blank)
            {
                isSeparated = clean.Length > 0;
                at += blank;
                continue;
            }

            if (isSeparated)
                clean.Append(' ');
            isSeparated = false;
            clean.Append(text[at++]);
        }

        return clean.ToString();
    }

    /// <summary>Writes a value so that behind an operator it is read back as the same, <see cref="Clean">cleaned</see>: in quotation marks if need be, those within doubled.</summary>
    public static string Quote(string? value)
    {
        var clean = Clean(value);
        return IsPlain(clean) ? clean : InQuotes(clean);
    }

    internal static string InQuotes(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>How many units of white space stand here: 0, 1 or 2. What cannot be seen or is no character at all separates like a space.</summary>
    internal static int BlankLength(string text, int at)
    {
        var unit = text[at];
        if (char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            return (char.ConvertToUtf32(unit, text[at + 1]) & 0xFFFE) == 0xFFFE ? 2 : 0;
        var isInside = at > 0 && char.IsLowSurrogate(unit) && char.IsHighSurrogate(text[at - 1]);
        return !isInside && (char.IsWhiteSpace(unit) || char.IsControl(unit) || char.IsSurrogate(unit) || IsUnseen(unit)) ? 1 : 0;
    }

    /// <summary>The mark that closes what this one opens may be one of these; null when it opens nothing.</summary>
    internal static string? ClosersOf(char opener) => opener switch
    {
        '"' => "\"",
        '“' or '”' or '„' => "“”\"",
        '«' or '»' => "«»",
        _ => null,
    };

    /// <summary>True when there is something in it that an index may know: a letter, a digit, a symbol.</summary>
    internal static bool IsSearchable(string text) => text.EnumerateRunes().Any(IsSearchable);

    /// <summary>A value as sentences repeat it.</summary>
    internal static string Shown(string value)
    {
        if (value.Length <= MostShown)
            return value;
        var cut = char.IsHighSurrogate(value[MostShown - 1]) ? MostShown - 1 : MostShown;
        return string.Concat(value.AsSpan(0, cut), "…");
    }

    // Of the signs of ASCII only those that names are made of: C++, C#, A$AP.
    private static bool IsSearchable(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || rune.Value is '+' or '#' or '$'
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber or UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol
            or UnicodeCategory.OtherNotAssigned; // an emoji that is newer than the tables

    // Zero-width space, directions, byte order mark, and what Unicode reserves for no character, which normalization refuses.
    private static bool IsUnseen(char unit) => unit is '\u200B' or '\u200E' or '\u200F' or '\uFEFF' or '\uFFFE' or '\uFFFF'
        or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (>= '\uFDD0' and <= '\uFDEF');

    private static bool IsPlain(string value) =>
        value.Any(char.IsLetterOrDigit) && value.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '#');
}
