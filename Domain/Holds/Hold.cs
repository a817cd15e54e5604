using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>
/// A legal hold: what it covers is kept although it is recalled, removed, or disappears. It is out of sight all the same, and nobody
/// whom it covers sees that there is one.
/// </summary>
public sealed record Hold
{
    /// <summary>Shortest name, in UTF-16 code units.</summary>
    public const int MinName = 3;

    /// <summary>Longest name, in UTF-16 code units.</summary>
    public const int MaxName = 100;

    /// <summary>Shortest reason, in UTF-16 code units.</summary>
    public const int MinReason = 10;

    /// <summary>Longest reason, in UTF-16 code units.</summary>
    public const int MaxReason = 500;

    /// <summary>Its id.</summary>
    public required HoldId Id { get; init; }

    /// <summary>Whose.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The matter or case, as the organization names it.</summary>
    public required string Name { get; init; }

    /// <summary>Why it was placed.</summary>
    public required string Reason { get; init; }

    /// <summary>What it covers.</summary>
    public required HoldScope Scope { get; init; }

    /// <summary>Who placed it.</summary>
    public required UserId PlacedBy { get; init; }

    /// <summary>When it was placed: from then on it keeps.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>That somebody has asked for its release, or has released it; null when nobody has.</summary>
    public HoldRelease? Release { get; init; }

    /// <summary>It keeps what it covers. One whose release waits for a second person does so still.</summary>
    public bool IsInForce => Release is not { ReleasedAt: not null };

    /// <summary>How it is named in the audit log.</summary>
    public string Target => $"hold:{Id}";

    /// <summary>Nothing of it is shown to those whom it names.</summary>
    public bool IsSeenBy(UserId user) => !Scope.People.Contains(user);
}

/// <summary>The end of a hold.</summary>
/// <param name="AskedBy">Who wants it.</param>
/// <param name="AskedAt">When that was.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReleasedBy">Who released it: where the policy asks for a second person, never the one who asked. Null while it waits.</param>
/// <param name="ReleasedAt">From when on it keeps nothing any more; null while it waits.</param>
public sealed record HoldRelease(UserId AskedBy, DateTimeOffset AskedAt, string Reason, UserId? ReleasedBy, DateTimeOffset? ReleasedAt);
