namespace Collab.e2e.Pages;

/// <summary>Who somebody is and how she proves it.</summary>
public sealed record Credentials(string Name, string Email, string Password)
{
    /// <summary>A person made up from her first name; the password is long, and nobody else's.</summary>
    public static Credentials For(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var local = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return new(name, $"{local}@example.test", $"harbour {local} lantern 4719 quiet");
    }
}
