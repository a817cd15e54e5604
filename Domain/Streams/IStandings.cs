using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Streams;

/// <summary>What the directory says of a person now.</summary>
public interface IStandings
{
    /// <summary>Her roles, read at once; null when she is deactivated or unknown.</summary>
    Task<Standing?> FindAsync(UserId user, WorkspaceId workspace, CancellationToken ct);
}

/// <summary>A person's roles.</summary>
/// <param name="Organization">In her organization.</param>
/// <param name="Workspace">In the workspace asked for; null when she is not in it.</param>
public sealed record Standing(OrganizationRole Organization, WorkspaceRole? Workspace);
