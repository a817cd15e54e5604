using System.Text;

namespace Collab.Infrastructure.Messages.Text;

/// <summary>
/// Embedding, override and isolate characters (U+202A–202E, U+2066–2069) may reorder nothing but the block
/// that they stand in. What was chosen:
/// every block is its own paragraph with <c>dir="auto"</c>; controls left open at the end of a block are
/// closed there, closers without an opener are dropped; whatever is open before a link, a mention or the
/// real host of a link is closed first, so those are never shown inside a foreign override; and within
/// links, mentions, code and plain text the controls are dropped altogether. Marks that only hint at a
/// direction (U+200E, U+200F, U+061C) need no closing and stay.
/// </summary>
internal static class BidiControls
{
    public const char PopFormatting = '\u202C';
    public const char PopIsolate = '\u2069';

    public static bool IsControl(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    public static bool IsIsolate(char c) => c is >= '\u2066' and <= '\u2068';

    public static string Drop(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u202A', '\u2069')) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsControl(c)) kept.Append(c);
        }

        return kept.ToString();
    }
}
