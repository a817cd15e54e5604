using Collab.Domain.Audit;
using Collab.Domain.Expiry;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Expiry;

/// <summary>Where messages may be set to disappear: columns of the organization.</summary>
internal sealed class ExpiryPolicies(Database<DirectoryContext> directory) : IExpiryPolicies
{
    public Task<ExpiryPolicy> FindAsync(OrganizationId organization, CancellationToken ct) =>
        directory.ReadAsync(
            async context => await context.Organizations.Where(o => o.OrganizationId == organization).Select(o => new ExpiryPolicy(o.ExpiryScope, o.ExpiryShortest)).SingleOrDefaultAsync(ct)
                ?? ExpiryPolicy.Default,
            ct);

    public Task<Result<Done>> SetAsync(OrganizationId organization, ExpiryPolicy policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                (row.ExpiryScope, row.ExpiryShortest) = (policy.Scope, policy.ShortestSeconds);
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);
}
