using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Collab.Infrastructure.Messages.Text;

/// <summary>An address that a message may link to: http, https or mailto, encoded, with a known host.</summary>
internal sealed record LinkAddress(string Href, string Host, bool IsMail)
{
    public const int LongestUrl = 2048;
    private const string MailScheme = "mailto:";
    private const string Kept = "-_.!~*'();/?:@&=+$,#%";

    public static bool TryCreate(string? url, [NotNullWhen(true)] out LinkAddress? address)
    {
        address = null;
        if (string.IsNullOrEmpty(url) || url.Length > LongestUrl) return false;
        address = url.StartsWith(MailScheme, StringComparison.OrdinalIgnoreCase) ? Mail(url) : Web(url);
        return address is not null;
    }

    private static LinkAddress? Mail(string url)
    {
        var mailbox = url[MailScheme.Length..].Split('?', 2)[0];
        var at = mailbox.LastIndexOf('@');
        return at > 0 && ToAscii(mailbox[(at + 1)..]) is { } host ? new LinkAddress(Encode(url), host, true) : null;
    }

    /// <summary>
    /// The host is read from the very bytes that go into the page. Browsers and libraries disagree about odd
    /// authorities (backslashes, escapes, spaces), so anything odd there is not a link at all.
    /// </summary>
    private static LinkAddress? Web(string url)
    {
        var start = WebSchemeLength(url);
        if (start == 0) return null;
        var end = url.AsSpan(start).IndexOfAny("/?#");
        var authority = end < 0 ? url[start..] : url[start..(start + end)];
        var rest = end < 0 ? "" : url[(start + end)..];
        var at = authority.LastIndexOf('@') + 1;
        var (user, place) = (authority[..at], authority[at..]);
        if (!user.All(IsAuthorityCharacter)) return null;
        var port = place.StartsWith('[') ? place.IndexOf("]:", StringComparison.Ordinal) + 1 : place.IndexOf(':', StringComparison.Ordinal);
        var named = port > 0 ? place[..port] : place;
        if (ToAscii(named) is not { } host) return null;
        var href = url[..start] + user + host + place[named.Length..] + Encode(rest);
        return Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.IdnHost.Trim('[', ']').Equals(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
            ? new LinkAddress(href, host, false)
            : null;
    }

    private static int WebSchemeLength(string url)
    {
        if (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return 8;
        return url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
    }

    private static bool IsAuthorityCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "-._~!$&'()*+,;=:@%".Contains(c);

    /// <summary>The host as the network knows it, or null if it is none.</summary>
    public static string? ToAscii(string host)
    {
        if (host.Length is 0 or > 253) return null;
        if (host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '[' or ']' or ':')) return host.ToLowerInvariant();
        if (host.All(char.IsAscii)) return null;
        try
        {
            return new IdnMapping().GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null; // .NET has no Try form of this
        }
    }

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Kept.Contains((char)rune.Value)))
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)]) encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }
}
