using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Collab.Infrastructure.Messages.Text;

/// <summary>Finds links whose words name another place than the one they lead to.</summary>
internal static partial class RealHost
{
    /// <summary>The host to show beside a link with this text, or null when the text does not mislead.</summary>
    public static string? ToShow(string text, LinkAddress address)
    {
        var real = Comparable(address.Host);
        foreach (var word in Visible(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (Match named in HostLike().Matches(Authority(word)))
            {
                if (Comparable(named.Value) != real || !named.Value.All(char.IsAscii)) return address.Host;
            }
        }

        return null;
    }

    /// <summary>What a reader takes the text for: compatibility forms folded, invisible characters gone.</summary>
    private static string Visible(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)) shown.Append(c is '。' ? '.' : c);
            else if (char.IsWhiteSpace(c)) shown.Append(' ');
        }

        return shown.ToString();
    }

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

    [GeneratedRegex(@"(?:[\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]+|\d{1,3}(?:\.\d{1,3}){3}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex HostLike();
}
