namespace Collab.Domain.Workspaces;

/// <summary>A workspace as seen by one of its people.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Role">Her role in it.</param>
public sealed record MyWorkspace(Workspace Workspace, WorkspaceRole Role);
