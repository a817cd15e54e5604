using System.Text.RegularExpressions;
using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>An e-mail address, compared without case.</summary>
public sealed partial record EmailAddress
{
    private EmailAddress(string value) => Value = value;

    /// <summary>The address in lower case, at most 254 characters (RFC 5321).</summary>
    public string Value { get; }

    /// <summary>Checks a typed address.</summary>
    public static Result<EmailAddress> Parse(string? text)
    {
        var clean = PlainText.Line(text).ToLowerInvariant();
        return clean.Length is > 2 and <= 254 && Shape().IsMatch(clean)
            ? new EmailAddress(clean)
            : new Error.Invalid("email.invalid", "Enter an e-mail address like name@example.com.", "email");
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"^[^@\s<>""(),:;\[\]\\]{1,64}@[a-z0-9\p{L}]([a-z0-9\p{L}.-]*[a-z0-9\p{L}])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
