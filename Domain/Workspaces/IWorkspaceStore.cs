using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Workspaces;

/// <summary>Workspaces and who is in them.</summary>
public interface IWorkspaceStore
{
    /// <summary>Makes a workspace with its maker as admin; a conflict when the slug is taken.</summary>
    Task<Result<Done>> CreateAsync(Workspace workspace, UserId admin, AuditEntry audit, CancellationToken ct);

    /// <summary>The workspaces that a person is in, by name, one page.</summary>
    Task<Page<MyWorkspace>> ListForAsync(UserId user, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>All workspaces of an organization, by id, one page.</summary>
    Task<Page<Workspace>> ListAllAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>One workspace that a person is in; null when she is not in it.</summary>
    Task<MyWorkspace?> FindForAsync(UserId user, WorkspaceId workspace, CancellationToken ct);

    /// <summary>A person's role in a workspace; null when she is not in it, or deactivated.</summary>
    Task<WorkspaceRole?> FindRoleAsync(WorkspaceId workspace, UserId user, CancellationToken ct);

    /// <summary>Those of the given people who are in a workspace and active.</summary>
    Task<IReadOnlySet<UserId>> WhoIsInAsync(WorkspaceId workspace, IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>The people of a workspace, by id, one page.</summary>
    Task<Page<WorkspaceMember>> ListMembersAsync(WorkspaceId workspace, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Adds people, or changes their role; seats them in its org-wide channels by a task. The last admin is refused.</summary>
    Task<Result<Done>> SetRoleAsync(WorkspaceId workspace, UserId user, WorkspaceRole role, AuditEntry audit, CancellationToken ct);

    /// <summary>Those of the others with whom a person shares at least one workspace in which neither is a guest.</summary>
    Task<IReadOnlySet<UserId>> WhoSharesAsync(UserId user, IReadOnlyCollection<UserId> others, CancellationToken ct);
}
