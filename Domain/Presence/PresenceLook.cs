using Collab.Domain.People;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>How a person can be reached, and what she says of it: all that others see at a glance.</summary>
/// <param name="Person">Who.</param>
/// <param name="Presence">Whether she is there.</param>
/// <param name="Status">What she is doing, while it lasts.</param>
/// <param name="HasPaused">She has paused notifications.</param>
/// <param name="PausedUntil">When she can be disturbed again, when an end is in sight.</param>
public sealed record PresenceLook(UserId Person, PresenceState Presence, PersonStatus? Status, bool HasPaused, DateTimeOffset? PausedUntil)
{
    /// <summary>Puts together what the nodes know of a person and what she says of herself.</summary>
    public static PresenceLook Of(Person person, PresenceState connected, DateTimeOffset now)
    {
        var quiet = person.IsQuietAt(now);
        return new PresenceLook(person.Id, StateOf(person, connected, now), person.StatusAt(now), quiet, quiet ? person.QuietUntil(now) : null);
    }

    /// <summary>What others see: nobody is told whether one who is not connected would be disturbed.</summary>
    public static PresenceState StateOf(Person person, PresenceState connected, DateTimeOffset now) =>
        connected == PresenceState.Offline ? PresenceState.Offline
        : person.IsQuietAt(now) ? PresenceState.DoNotDisturb
        : person.IsAway ? PresenceState.Away
        : connected;
}
