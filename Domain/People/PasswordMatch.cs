namespace Collab.Domain.People;

/// <summary>How a password compares with a stored hash.</summary>
public enum PasswordMatch
{
    /// <summary>It is another one.</summary>
    Wrong,

    /// <summary>It is right.</summary>
    Right,

    /// <summary>It is right, and the hash was made with weaker parameters than today's: store a new one.</summary>
    RightButOutdated,
}
