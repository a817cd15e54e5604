namespace Collab.Web.Offline;

/// <summary>What browsers keep; section <c>Collab:Offline</c>.</summary>
public sealed class OfflineOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Collab:Offline";

    /// <summary>
    /// Browsers keep drafts, unsent messages and the last messages that were read, encrypted, and show them without a network. Without
    /// it they keep what is being written for as long as the tab is open, and nothing of what was read.
    /// </summary>
    public bool Enabled { get; set; } = true;
}
