using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.People;

/// <summary>The organization's policy for profiles, in the directory.</summary>
internal sealed class PeoplePolicyStore(Database<DirectoryContext> directory) : IPeoplePolicyStore
{
    public Task<PeoplePolicy> FindAsync(CancellationToken ct) =>
        directory.ReadAsync(
            async context => await context.Organizations.Select(o => new PeoplePolicy(o.ShowsLastSeen, o.FixedFields)).SingleOrDefaultAsync(ct) ?? PeoplePolicy.Usual,
            ct);

    public Task SetAsync(PeoplePolicy policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync(
            async context =>
            {
                await context.Organizations.Where(o => o.OrganizationId == audit.Organization).ExecuteUpdateAsync(
                    set => set.SetProperty(o => o.ShowsLastSeen, policy.ShowsLastSeen).SetProperty(o => o.FixedFields, policy.Fixed), ct);
                context.Add(AuditEntryRow.From(audit));
            },
            ct);
}
