using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Workspaces;

/// <summary>Makes a workspace; organization admins only.</summary>
public sealed class CreateWorkspace(IWorkspaceStore workspaces, CreateChannel createChannel, AuditTrail audit, IIdSource ids, TimeProvider time)
{
    /// <summary>Returns the workspace, with its maker as admin and an org-wide channel.</summary>
    public async Task<Result<Workspace>> ExecuteAsync(Actor actor, string? name, string? slug, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.Forbidden("workspace.admins_only", "Only admins of the organization make workspaces.");
        if (!Name.Parse(name).TryGet(out var parsed, out var error))
            return error;
        var wanted = string.IsNullOrWhiteSpace(slug) ? Result.Of(WorkspaceSlug.Suggest(parsed.Value)) : WorkspaceSlug.Parse(slug);
        if (!wanted.TryGet(out var address, out error))
            return error;
        var workspace = new Workspace(ids.Next<WorkspaceId>(), actor.Organization, address.Value, parsed.Value, time.GetUtcNow());
        var entry = audit.Entry(actor, AuditActs.WorkspaceCreated, $"workspace:{workspace.Id}", ("name", workspace.Name), ("slug", workspace.Slug));
        if (!(await workspaces.CreateAsync(workspace, actor.User, entry, ct)).TryGet(out _, out error))
            return error;
        await createChannel.ExecuteAsync(
            new CreateChannelRequest(actor, workspace.Id, "general", ChannelVisibility.OrgWide, Purpose: "For everybody: announcements and news."), ct);
        return workspace;
    }
}
