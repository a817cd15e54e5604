using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.UserGroups;

/// <summary>The door to groups: members of the workspace see them, its admins and those of the organization look after them.</summary>
public sealed class GroupAccess(IUserGroupStore groups, IWorkspaceStore workspaces)
{
    /// <summary>A group that the actor may see; not found for guests and for whoever is not in the workspace.</summary>
    public async Task<Result<UserGroup>> FindAsync(Actor actor, UserGroupId id, CancellationToken ct)
    {
        if (await groups.FindAsync(id, ct) is not { } group)
            return new Error.NotFound();
        return (await LookAsync(actor, group.Workspace, ct)).TryGet(out _, out var error) ? group : error;
    }

    /// <summary>A group that the actor may change.</summary>
    public async Task<Result<UserGroup>> ManageAsync(Actor actor, UserGroupId id, CancellationToken ct)
    {
        if (await groups.FindAsync(id, ct) is not { } group)
            return new Error.NotFound();
        return (await ManageAsync(actor, group.Workspace, ct)).TryGet(out _, out var error) ? group : error;
    }

    /// <summary>May the actor see the groups of a workspace?</summary>
    public async Task<Result<Done>> LookAsync(Actor actor, WorkspaceId workspace, CancellationToken ct) =>
        await workspaces.FindRoleAsync(workspace, actor.User, ct) is WorkspaceRole.Member or WorkspaceRole.Admin ? Done.Value : new Error.NotFound();

    /// <summary>May the actor change the groups of a workspace?</summary>
    public async Task<Result<Done>> ManageAsync(Actor actor, WorkspaceId workspace, CancellationToken ct) =>
        await workspaces.FindRoleAsync(workspace, actor.User, ct) switch
        {
            WorkspaceRole.Admin => Done.Value,
            WorkspaceRole.Member when actor.IsOrganizationAdmin => Done.Value,
            WorkspaceRole.Member => new Error.Forbidden("group.admins_only", "Only admins of the workspace look after groups. Ask one of them."),
            _ => new Error.NotFound(),
        };
}
