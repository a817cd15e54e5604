using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Collab.Domain.Shared;

/// <summary>
/// A position in a list by key, not by offset: opaque to clients, bound to the kind of list that made it. It grants
/// nothing: whoever hands it in is checked again, so a forged one leads nowhere new.
/// </summary>
/// <param name="List">The kind of list, e.g. <c>channels</c>.</param>
/// <param name="Key">The last key that was seen.</param>
public sealed record Cursor(string List, string Key)
{
    // An engine of search may put a good deal into one; addresses take twice as much.
    private const int MaxLength = 4096;

    /// <summary>The form that clients see: base64url of <c>list:key</c>.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{List}:{Key}"));

    /// <summary>Reads what <see cref="ToString"/> wrote; an empty text is the start of the list.</summary>
    public static Result<Cursor?> Parse(string? text, string list)
    {
        if (string.IsNullOrEmpty(text))
            return (Cursor?)null;
        return TryDecode(text, out var cursor) && cursor.List == list
            ? cursor
            : new Error.Invalid("cursor.invalid", "This cursor is not one of this list. Start again from the first page.", "cursor");
    }

    private static bool TryDecode(string text, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            return false;
        var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return false;
        cursor = new Cursor(plain[..colon], plain[(colon + 1)..]);
        return true;
    }
}
