using System.Globalization;
using System.Text;

namespace Collab.Search.Text;

/// <summary>
/// Takes text apart into the words that it can be found by, the same for every engine. Letters and digits that stand
/// together are a word; in scripts without spaces each letter is one, so that any run of them is found as a phrase
/// (東京 in 東京都庁) without a dictionary; an emoji is a word as well.
/// </summary>
internal static class WordBreaker
{
    /// <summary>Longest word; longer ones are cut, in texts and queries alike.</summary>
    public const int MaxWordLength = 40;

    /// <summary>The words in their order.</summary>
    public static IEnumerable<TextWord> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            switch (KindAt(text, ref at))
            {
                case Kind.Spaced:
                    while (at < text.Length && Continues(text, at, out var next))
                        at = next;
                    if (Word(text, start, at) is { } word)
                        yield return word;
                    break;
                case Kind.Unspaced:
                    while (at < text.Length && IsMarkAt(text, at, out var next))
                        at = next;
                    yield return new TextWord(Folding.Cut(Folding.FoldUnspaced(text[start..at]), MaxWordLength), start, at, true);
                    break;
                case Kind.Symbol:
                    yield return new TextWord(text[start..at], start, at, true);
                    break;
                default:
                    break;
            }
        }
    }

    private static TextWord? Word(string text, int start, int end)
    {
        // Compatibility forms may hold spaces (ﷺ is four words in one sign).
        var folded = string.Concat(Folding.Fold(text[start..end]).Where(c => !char.IsWhiteSpace(c)));
        return folded.Length == 0 ? null : new TextWord(Folding.Cut(folded, MaxWordLength), start, end, false);
    }

    private static Kind KindAt(string text, ref int at)
    {
        var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
        at += isWhole ? rune.Utf16SequenceLength : 1;
        return isWhole ? KindOf(rune) : Kind.None;
    }

    private static Kind KindOf(Rune rune)
    {
        if (rune.IsAscii)
            return Rune.IsLetterOrDigit(rune) ? Kind.Spaced : Kind.None;
        if (Folding.IsUnspaced(rune) || IsHalfWidthKana(rune))
            return Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber ? Kind.Unspaced : Kind.None;
        if (Rune.IsLetterOrDigit(rune))
            return Kind.Spaced;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol ? Kind.Symbol : Kind.None;
    }

    private static bool Continues(string text, int at, out int next)
    {
        next = at;
        if (!Rune.TryGetRuneAt(text, at, out var rune))
            return false;
        next += rune.Utf16SequenceLength;
        // A zero-width joiner may stand between letters, and emoji do not begin with one.
        return KindOf(rune) == Kind.Spaced || Folding.IsMark(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark;
    }

    private static bool IsMarkAt(string text, int at, out int next)
    {
        next = at;
        if (!Rune.TryGetRuneAt(text, at, out var rune))
            return false;
        next += rune.Utf16SequenceLength;
        return Folding.IsMark(rune) || rune.Value is 0xFF9E or 0xFF9F || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark;
    }

    private static bool IsHalfWidthKana(Rune rune) => rune.Value is >= 0xFF66 and <= 0xFF9D;

    private enum Kind
    {
        None,
        Spaced,
        Unspaced,
        Symbol,
    }
}
