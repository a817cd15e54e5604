using Collab.Domain.Audit;
using Collab.Domain.Histories;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Histories;

/// <summary>What new members see: a column of the organization.</summary>
internal sealed class HistoryPolicies(Database<DirectoryContext> directory) : IHistoryPolicies
{
    public Task<HistoryPolicy> FindAsync(OrganizationId organization, CancellationToken ct) =>
        directory.ReadAsync(context => context.Organizations.Where(o => o.OrganizationId == organization).Select(o => o.History).SingleOrDefaultAsync(ct), ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, HistoryPolicy policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                row.History = policy;
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);
}
