using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>The rules for a new password (NIST SP 800-63B): length and no well-known one; no composition rules.</summary>
public static class Password
{
    /// <summary>Shortest password.</summary>
    public const int MinLength = 10;

    /// <summary>Longest password; enough for any passphrase, and hashing stays bounded.</summary>
    public const int MaxLength = 256;

    /// <summary>Checks a new password; <paramref name="isKnown"/> tells whether it is on a list of leaked ones.</summary>
    public static Result<Done> Check(string? password, Func<string, bool> isKnown)
    {
        if (password is null || password.Length < MinLength)
            return new Error.Invalid("password.too_short", $"Use at least {MinLength} characters. A few words in a row are easy to keep in mind.", "password");
        if (password.Length > MaxLength)
            return new Error.Invalid("password.too_long", $"Use at most {MaxLength} characters.", "password");
        return password.Distinct().Count() < 4 || isKnown(password)
            ? new Error.Invalid("password.known", "This password is on lists of leaked passwords. Choose another.", "password")
            : Done.Value;
    }
}
