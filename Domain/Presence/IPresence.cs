using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>Who is online, over all nodes.</summary>
public interface IPresence
{
    /// <summary>Counts a connection of a person until it is disposed.</summary>
    IPresenceConnection Connect(UserId user);

    /// <summary>How a person is reachable now.</summary>
    PresenceState Of(UserId user);

    /// <summary>Raised with the people whose state changed, at most once a second.</summary>
    event Action<IReadOnlyCollection<UserId>>? Changed;
}
