namespace Collab.Domain.Workspaces;

/// <summary>A person's role in a workspace; stored by number, so numbers never change.</summary>
public enum WorkspaceRole
{
    /// <summary>Sees only the places she was added to, and the people in them.</summary>
    Guest = 0,

    /// <summary>Sees public channels, makes channels and chats.</summary>
    Member = 1,

    /// <summary>Runs the workspace's people and channels.</summary>
    Admin = 2,
}
