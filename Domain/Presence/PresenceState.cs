namespace Collab.Domain.Presence;

/// <summary>Whether a person can be expected to answer.</summary>
public enum PresenceState
{
    /// <summary>No device is connected.</summary>
    Offline,

    /// <summary>Connected, but no device was used for ten minutes.</summary>
    Away,

    /// <summary>At a device.</summary>
    Online,
}
