namespace Collab.Domain.Channels;

/// <summary>Who may find and read a channel; stored by number, so numbers never change.</summary>
public enum ChannelVisibility
{
    /// <summary>Every member of the workspace finds, reads and joins it.</summary>
    Public = 0,

    /// <summary>Only its members know that it exists.</summary>
    Private = 1,

    /// <summary>Public, and every member of the workspace is in it from the start; nobody leaves.</summary>
    OrgWide = 2,
}
