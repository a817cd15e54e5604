using System.Buffers;
using System.Text;

namespace Collab.Search.Text;

/// <summary>
/// Finds what is written in one piece though it is more than a word: <c>foo_bar</c>, <c>10.0.0.1</c>, <c>c++</c>, addresses
/// of mails and pages, numbers with dashes. Words alone would find them in pieces, and some not at all.
/// </summary>
internal static class CodeFinder
{
    /// <summary>Longest code; longer ones are cut, in texts and queries alike.</summary>
    public const int MaxLength = 200;

    private const int MaxCodes = 500;

    private static readonly SearchValues<char> Opening = SearchValues.Create("([{<\"'“”„‘’‚«»‹›¿¡*,;:!?…");
    private static readonly SearchValues<char> Closing = SearchValues.Create(")]}>\"'“”„‘’‚«»‹›*,;:!?….");
    private static readonly SearchValues<char> Separators = SearchValues.Create("/\\,;|()[]{}<>\"'=&?“”„«»");

    /// <summary>The distinct codes of a text, folded; those in pieces that slashes and the like separate as well.</summary>
    public static IReadOnlyCollection<string> Codes(string text)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in Chunks(text))
        {
            if (codes.Count >= MaxCodes)
                break;
            Add(codes, text[range]);
        }

        return codes;
    }

    /// <summary>What a chunk without spaces is as a code; null when it is just a word, or nothing.</summary>
    public static string? Code(string chunk)
    {
        var trimmed = chunk.AsSpan();
        while (trimmed.Length > 0 && (Opening.Contains(trimmed[0]) || IsEmptyDot(trimmed)))
            trimmed = trimmed[1..];
        while (trimmed.Length > 0 && Closing.Contains(trimmed[^1]))
            trimmed = trimmed[..^1];
        if (trimmed.Length < 2 || !IsMixed(trimmed))
            return null;
        var folded = Folding.Fold(Folding.Cut(trimmed.ToString(), MaxLength));
        return folded.Length < 2 ? null : Folding.Cut(folded, MaxLength);
    }

    private static void Add(HashSet<string> codes, string chunk)
    {
        if (Code(chunk) is not { } code)
            return;
        codes.Add(code);
        // A version is asked for with its v and without.
        if (code is ['v', >= '0' and <= '9', _, ..])
            codes.Add(code[1..]);
        if (chunk.AsSpan().IndexOfAny(Separators) < 0)
            return;
        foreach (var range in chunk.AsSpan().SplitAny(Separators))
        {
            if (Code(chunk[range]) is { } piece)
                codes.Add(piece);
        }
    }

    private static IEnumerable<Range> Chunks(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
                at++;
            if (at > start)
                yield return start..at;
        }
    }

    // The dot of .net belongs to it; those of ...net do not.
    private static bool IsEmptyDot(ReadOnlySpan<char> chunk) => chunk[0] == '.' && (chunk.Length < 2 || !char.IsLetterOrDigit(chunk[1]));

    // A letter or digit, and something else that can be seen.
    private static bool IsMixed(ReadOnlySpan<char> chunk)
    {
        var (hasLetter, hasOther) = (false, false);
        foreach (var rune in chunk.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                hasLetter |= !Folding.IsUnspaced(rune);
            else
                hasOther |= !Folding.IsMark(rune) && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.OtherSymbol;
            if (hasLetter && hasOther)
                return true;
        }

        return false;
    }
}
