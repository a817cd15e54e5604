using System.Globalization;
using Markdig.Helpers;

namespace Collab.Infrastructure.Messages.Text.Inlines;

internal static class Surroundings
{
    /// <summary>
    /// Whether a name or address may begin after <paramref name="before"/>: not within a word, an e-mail
    /// address or a path. Scripts written without spaces may touch it ("你好@ada").
    /// </summary>
    public static bool MayBeginAfter(char before) =>
        !char.IsAsciiLetterOrDigit(before) && before is not ('@' or '#' or '&' or '/' or '.' or '\\' or '+' or '=')
        && !IsCasedLetter(before);

    /// <summary>Whether a name may end before <paramref name="after"/>.</summary>
    public static bool MayEndBefore(char after) =>
        after is not '@' && !IsCasedLetter(after) && !IsCombining(after) && !char.IsSurrogate(after);

    public static char Before(in StringSlice slice) => slice.PeekCharExtra(-1);

    private static bool IsCasedLetter(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsCombining(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
