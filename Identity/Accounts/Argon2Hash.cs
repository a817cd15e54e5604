using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Collab.Identity.Accounts;

/// <summary>A stored hash in the PHC string format: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.</summary>
/// <param name="Cost">What it cost.</param>
/// <param name="Salt">Its salt.</param>
/// <param name="Value">The hash.</param>
internal sealed partial record Argon2Hash(Argon2Cost Cost, byte[] Salt, byte[] Value)
{
    // A forged row must not make one sign-in take a gigabyte or an hour.
    private const int MaxMemoryKiB = 1024 * 1024;
    private const int MaxPasses = 64;
    private const int MaxLanes = 16;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"$argon2id$v=19$m={Cost.MemoryKiB},t={Cost.Passes},p={Cost.Lanes}${Encode(Salt)}${Encode(Value)}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out Argon2Hash? hash)
    {
        hash = null;
        var match = Shape().Match(text ?? "");
        if (!match.Success)
            return false;
        var cost = new Argon2Cost(Number(match.Groups["m"]), Number(match.Groups["t"]), Number(match.Groups["p"]));
        if (cost.MemoryKiB < 8 * cost.Lanes || cost is { MemoryKiB: > MaxMemoryKiB } or { Passes: 0 or > MaxPasses } or { Lanes: 0 or > MaxLanes })
            return false;
        if (!TryDecode(match.Groups["salt"].Value, out var salt) || !TryDecode(match.Groups["hash"].Value, out var value) || salt.Length < 8 || value.Length < 16)
            return false;
        hash = new Argon2Hash(cost, salt, value);
        return true;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    // PHC writes base64 without padding.
    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryDecode(string text, out byte[] bytes)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        bytes = new byte[padded.Length / 4 * 3];
        var ok = Convert.TryFromBase64String(padded, bytes, out var length);
        bytes = bytes[..length];
        return ok;
    }

    [GeneratedRegex(@"^\$argon2id\$v=19\$m=(?<m>\d{1,8}),t=(?<t>\d{1,4}),p=(?<p>\d{1,4})\$(?<salt>[A-Za-z0-9+/]{8,128})\$(?<hash>[A-Za-z0-9+/]{16,128})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
