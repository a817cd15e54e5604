using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>A time in which an auditor may see what one person sees in her places, read only, and why.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Auditor">Who may; nobody else.</param>
/// <param name="Person">Whose places.</param>
/// <param name="Reason">Why, in the auditor's words.</param>
/// <param name="Matter">The matter or case that it belongs to; empty for none.</param>
/// <param name="Hours">For how many hours, from when it is opened.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="DecidedBy">Who else has let it be opened, or not; null where the policy asks for nobody, and as long as it waits.</param>
/// <param name="OpenedAt">From when; null as long as it waits, and when it was refused.</param>
/// <param name="EndsAt">Until when; null as long as it waits. Of one that was refused: when that was.</param>
/// <param name="Pages">How often something was shown.</param>
public sealed record RoamingView(
    RoamingId Id, UserId Auditor, UserId Person, string Reason, string Matter, int Hours, DateTimeOffset RequestedAt, UserId? DecidedBy, DateTimeOffset? OpenedAt, DateTimeOffset? EndsAt, int Pages)
{
    /// <summary>Whoever is asked decides within this time; afterwards it is to be asked for anew.</summary>
    public static readonly TimeSpan WaitsFor = TimeSpan.FromHours(24);

    /// <summary>How it is named in the audit log.</summary>
    public string Target => $"roaming:{Id}";

    /// <summary>How it stands at an instant.</summary>
    public RoamingState StateAt(DateTimeOffset now) =>
        this switch
        {
            { OpenedAt: not null } => EndsAt > now ? RoamingState.Open : RoamingState.Ended,
            { EndsAt: not null } => RoamingState.Refused,
            _ => now < RequestedAt + WaitsFor ? RoamingState.Waiting : RoamingState.Lapsed,
        };
}

/// <summary>How a roaming view stands.</summary>
public enum RoamingState
{
    /// <summary>It waits for a second person.</summary>
    Waiting = 0,

    /// <summary>Its auditor may look.</summary>
    Open = 1,

    /// <summary>Its time is over.</summary>
    Ended = 2,

    /// <summary>The second person has refused it.</summary>
    Refused = 3,

    /// <summary>Nobody decided in time.</summary>
    Lapsed = 4,
}
