using Collab.Domain.Audit;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Recall;

/// <summary>The policies of recall: columns of the organization and of its workspaces.</summary>
internal sealed class RecallPolicies(Database<DirectoryContext> directory) : IRecallPolicies
{
    public Task<RecallRules> FindAsync(OrganizationId organization, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var whole = await context.Organizations.Where(o => o.OrganizationId == organization).Select(o => new { o.RecallMinutes, o.AllowsRemoval }).SingleOrDefaultAsync(ct);
                var own = await context.Workspaces.Where(w => w.OrganizationId == organization && w.RecallMinutes != null)
                    .Select(w => new { w.WorkspaceId, w.RecallMinutes, w.AllowsRemoval }).ToListAsync(ct);
                return new RecallRules(
                    whole is null ? RecallPolicy.Default : PolicyOf(whole.RecallMinutes, whole.AllowsRemoval),
                    own.ToDictionary(w => w.WorkspaceId, w => PolicyOf(w.RecallMinutes ?? 0, w.AllowsRemoval == true)));
            },
            ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, WorkspaceId? workspace, RecallPolicy? policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (!(workspace is { } id ? await SetAsync(context, organization, id, policy, ct) : await SetAsync(context, organization, policy ?? RecallPolicy.Default, ct)))
                    return new Error.NotFound();
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    private static async Task<bool> SetAsync(DirectoryContext context, OrganizationId organization, RecallPolicy policy, CancellationToken ct)
    {
        if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
            return false;
        (row.RecallMinutes, row.AllowsRemoval) = ((int)policy.Window.TotalMinutes, policy.AllowsRemoval);
        return true;
    }

    private static async Task<bool> SetAsync(DirectoryContext context, OrganizationId organization, WorkspaceId workspace, RecallPolicy? policy, CancellationToken ct)
    {
        if (await context.Workspaces.AsTracking().SingleOrDefaultAsync(w => w.WorkspaceId == workspace && w.OrganizationId == organization, ct) is not { } row)
            return false;
        (row.RecallMinutes, row.AllowsRemoval) = (policy is null ? null : (int)policy.Window.TotalMinutes, policy?.AllowsRemoval);
        return true;
    }

    private static RecallPolicy PolicyOf(int minutes, bool allowsRemoval) => new(TimeSpan.FromMinutes(minutes), allowsRemoval);
}
