using Collab.Domain.People;

namespace Collab.Domain.Workspaces;

/// <summary>A person in a workspace.</summary>
/// <param name="Person">Who.</param>
/// <param name="Role">Her role there.</param>
public sealed record WorkspaceMember(Person Person, WorkspaceRole Role);
