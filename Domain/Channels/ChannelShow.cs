namespace Collab.Domain.Channels;

/// <summary>Which kind of channels a directory page shows.</summary>
public enum ChannelShow
{
    /// <summary>All that are not archived.</summary>
    Open,

    /// <summary>Those that one could join.</summary>
    NotJoined,

    /// <summary>Those that one is in.</summary>
    Joined,

    /// <summary>Private ones that one is in.</summary>
    Private,

    /// <summary>Archived ones.</summary>
    Archived,
}
