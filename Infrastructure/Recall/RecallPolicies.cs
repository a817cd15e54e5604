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
                var own = await context.Workspaces.Where(w => w.OrganizationId == organization && (w.RecallMinutes != null || w.AllowsRemoval != null))
                    .Select(w => new { w.WorkspaceId, w.RecallMinutes, w.AllowsRemoval }).ToListAsync(ct);
                return new RecallRules(
                    whole is null ? RecallPolicy.Default : new RecallPolicy(TimeSpan.FromMinutes(whole.RecallMinutes), whole.AllowsRemoval),
                    own.ToDictionary(w => w.WorkspaceId, w => new RecallChoice(w.RecallMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, w.AllowsRemoval)));
            },
            ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, RecallPolicy policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                (row.RecallMinutes, row.AllowsRemoval) = ((int)policy.Window.TotalMinutes, policy.AllowsRemoval);
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, WorkspaceId workspace, RecallChoice choice, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Workspaces.AsTracking().SingleOrDefaultAsync(w => w.WorkspaceId == workspace && w.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                (row.RecallMinutes, row.AllowsRemoval) = (choice.Window is { } window ? (int)window.TotalMinutes : null, choice.AllowsRemoval);
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);
}
