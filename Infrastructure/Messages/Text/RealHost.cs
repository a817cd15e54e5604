using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Collab.Infrastructure.Messages.Text;

/// <summary>Finds links whose words name another place than the one they lead to.</summary>
internal static class RealHost
{
    // Not generated: only the engine that never goes back takes linear time on any text.
    private static readonly Regex HostLike = new(
        @"(?:[\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]+|\d{1,3}(?:\.\d{1,3}){3}",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The host to show beside a link with this text, or null when the text does not mislead.</summary>
    public static string? ToShow(string text, LinkAddress address)
    {
        var real = Comparable(address.Host);
        foreach (var word in Visible(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (Match named in HostLike.Matches(Authority(word)))
            {
                if (Comparable(named.Value) != real || !named.Value.All(char.IsAscii)) return address.Host;
            }
        }

        return null;
    }

    /// <summary>What a reader takes the text for: invisible characters gone, compatibility forms folded.</summary>
    private static string Visible(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) shown.Append(' ');
            else if (!IsInvisible(rune)) shown.Append(rune.Value == '。' ? new Rune('.') : rune);
        }

        return shown.ToString().Normalize(NormalizationForm.FormKC);
    }

    // Unassigned ones, too: Normalize refuses texts that hold non-characters.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned;

    private static string Authority(string word)
    {
        var scheme = word.IndexOf("//", StringComparison.Ordinal);
        var rest = scheme < 0 ? word : word[(scheme + 2)..];
        var end = rest.AsSpan().IndexOfAny("/?#\\");
        return end < 0 ? rest : rest[..end];
    }

    private static string Comparable(string host)
    {
        var ascii = LinkAddress.ToAscii(host) ?? host;
        return ascii.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? ascii[4..] : ascii;
    }
}
