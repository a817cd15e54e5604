namespace Collab.Domain.Presence;

/// <summary>Whether a person can be expected to answer. The order counts: of two nodes that tell of one person the higher is believed.</summary>
public enum PresenceState
{
    /// <summary>No device is connected.</summary>
    Offline,

    /// <summary>Connected, but no device was used for ten minutes, or she says that she is away.</summary>
    Away,

    /// <summary>At a device.</summary>
    Online,

    /// <summary>Connected, and she has paused notifications. Nodes never tell each other this: it follows from <see cref="People.Person.IsQuietAt"/>.</summary>
    DoNotDisturb,
}
