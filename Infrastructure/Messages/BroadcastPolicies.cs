using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Messages;

/// <summary>The policy for calls of everybody: a column of the organization.</summary>
internal sealed class BroadcastPolicies(Database<DirectoryContext> directory) : IBroadcastPolicies
{
    public Task<BroadcastPolicy> FindAsync(OrganizationId organization, CancellationToken ct) =>
        directory.ReadAsync(context => context.Organizations.Where(o => o.OrganizationId == organization).Select(o => o.LargeBroadcasts).SingleOrDefaultAsync(ct), ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, BroadcastPolicy policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                row.LargeBroadcasts = policy;
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);
}
