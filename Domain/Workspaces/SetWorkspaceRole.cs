using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Workspaces;

/// <summary>Changes a person's role in a workspace; its admins and organization admins only.</summary>
public sealed class SetWorkspaceRole(IWorkspaceStore workspaces, AuditTrail audit)
{
    /// <summary>The last admin cannot be demoted.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, WorkspaceId workspace, UserId person, WorkspaceRole role, CancellationToken ct)
    {
        var own = await workspaces.FindRoleAsync(workspace, actor.User, ct);
        if (own is null && !actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (own != WorkspaceRole.Admin && !actor.IsOrganizationAdmin)
            return new Error.Forbidden("workspace.admins_only", "Only admins of the workspace change roles.");
        if (!Enum.IsDefined(role))
            return new Error.Invalid("workspace.role_invalid", "A role is guest, member or admin.", "role");
        if (await workspaces.FindRoleAsync(workspace, person, ct) is not { } before)
            return new Error.NotFound();
        var entry = audit.Entry(
            actor, AuditActs.WorkspaceRoleChanged, $"workspace:{workspace}", ("person", person.ToString()), ("from", before.ToString()), ("to", role.ToString()));
        return before == role ? Done.Value : await workspaces.SetRoleAsync(workspace, person, role, entry, ct);
    }
}
