using Collab.Domain.Audit;
using Collab.Domain.Edits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Edits;

/// <summary>The policies of edits: columns of the organization and of its workspaces. A window without an end is -1 minutes.</summary>
internal sealed class EditPolicies(Database<DirectoryContext> directory) : IEditPolicies
{
    private const int Endless = -1;

    public Task<EditRules> FindAsync(OrganizationId organization, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var whole = await context.Organizations.Where(o => o.OrganizationId == organization).Select(o => new { o.EditMinutes, o.ShowsEdits }).SingleOrDefaultAsync(ct);
                var own = await context.Workspaces.Where(w => w.OrganizationId == organization && (w.EditMinutes != null || w.ShowsEdits != null))
                    .Select(w => new { w.WorkspaceId, w.EditMinutes, w.ShowsEdits }).ToListAsync(ct);
                return new EditRules(
                    whole is null ? EditPolicy.Default : new EditPolicy(WindowOf(whole.EditMinutes), whole.ShowsEdits),
                    own.ToDictionary(w => w.WorkspaceId, w => new EditChoice(w.EditMinutes is { } minutes ? WindowOf(minutes) : null, w.ShowsEdits)));
            },
            ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, EditPolicy policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                (row.EditMinutes, row.ShowsEdits) = (MinutesOf(policy.Window), policy.ShowsHistory);
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, WorkspaceId workspace, EditChoice choice, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Workspaces.AsTracking().SingleOrDefaultAsync(w => w.WorkspaceId == workspace && w.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                (row.EditMinutes, row.ShowsEdits) = (choice.Window is { } window ? MinutesOf(window) : null, choice.ShowsHistory);
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    private static TimeSpan WindowOf(int minutes) => minutes == Endless ? EditPolicy.AnyTime : TimeSpan.FromMinutes(minutes);

    private static int MinutesOf(TimeSpan window) => window == EditPolicy.AnyTime ? Endless : (int)window.TotalMinutes;
}
