using Collab.Domain.Shared;

namespace Collab.Identity.Sessions;

/// <summary>Where a request came from, as the list of sessions shows it.</summary>
public sealed record Origin
{
    /// <param name="address">The network address.</param>
    /// <param name="userAgent">What the browser calls itself; may be anything.</param>
    public Origin(string? address, string? userAgent)
    {
        Address = Short(address, 64);
        UserAgent = Short(userAgent, 255);
    }

    /// <summary>The network address.</summary>
    public string? Address { get; }

    /// <summary>What the browser calls itself, as plain text.</summary>
    public string? UserAgent { get; }

    private static string? Short(string? text, int length)
    {
        var clean = PlainText.Line(text?.Length > 1000 ? text[..1000] : text);
        if (clean.Length == 0)
            return null;
        if (clean.Length <= length)
            return clean;
        return char.IsHighSurrogate(clean[length - 1]) ? clean[..(length - 1)] : clean[..length];
    }
}
