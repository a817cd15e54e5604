using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>Who is connected, over all nodes. What people say of themselves (away, paused) is not in it.</summary>
public interface IPresence
{
    /// <summary>For so long whoever was online counts as being here.</summary>
    static readonly TimeSpan HereFor = TimeSpan.FromMinutes(5);

    /// <summary>Counts a connection of a person until it is disposed.</summary>
    IPresenceConnection Connect(UserId user);

    /// <summary>How a person is reachable now: offline, away or online.</summary>
    PresenceState Of(UserId user);

    /// <summary>How many people are connected, on any node.</summary>
    int Count { get; }

    /// <summary>Everybody who is connected, in no order; null when they are more than <paramref name="most"/>.</summary>
    IReadOnlyList<UserId>? List(int most);

    /// <summary>Whether a person is online, or was within <see cref="HereFor"/>: whom <c>@here</c> calls. As of the last second.</summary>
    bool IsHere(UserId user);

    /// <summary>Everybody who is here in that sense, in no order; null when they are more than <paramref name="most"/>.</summary>
    IReadOnlyList<UserId>? ListHere(int most);

    /// <summary>
    /// Raised with the people whose state changed, at most once a second and with each of them at most once. For what the
    /// whole node shares: a page follows the people on its screen.
    /// </summary>
    event Action<IReadOnlyCollection<UserId>>? Changed;
}
