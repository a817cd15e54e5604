namespace Collab.Web.Components.Workspaces;

/// <summary>What is listed of what was found.</summary>
public enum SearchTab
{
    /// <summary>Messages.</summary>
    Messages,

    /// <summary>Files of messages.</summary>
    Files,

    /// <summary>Channels of the workspace.</summary>
    Channels,

    /// <summary>People of the workspace.</summary>
    People,
}
