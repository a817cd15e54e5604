namespace Collab.Domain.Search.Memory;

/// <summary>A search that a person made lately, or keeps.</summary>
/// <param name="Query">What was searched for, as it was typed.</param>
/// <param name="Name">What she calls it, when she keeps it; null for one that was merely made.</param>
/// <param name="UsedAt">When it was made last.</param>
public sealed record RememberedSearch(string Query, string? Name, DateTimeOffset UsedAt)
{
    /// <summary>Longest query that is remembered, in UTF-16 code units. Longer ones can be searched for all the same.</summary>
    public const int MaxQuery = 500;

    /// <summary>Longest name, in UTF-16 code units.</summary>
    public const int MaxName = 80;

    /// <summary>Most searches that one keeps in a workspace.</summary>
    public const int MaxSaved = 100;

    /// <summary>So many of those that were merely made are remembered in a workspace.</summary>
    public const int MaxRecent = 20;
}
