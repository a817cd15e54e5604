using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.People;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Organizations;

/// <summary>The organization in the directory.</summary>
internal sealed class OrganizationStore(Database<DirectoryContext> directory, PersonWriter people) : IOrganizationStore
{
    public Task<Organization?> FindAsync(CancellationToken ct) =>
        directory.ReadAsync(async context => (await context.Organizations.SingleOrDefaultAsync(ct))?.ToView(), ct);

    public Task<Result<Done>> SetUpAsync(Organization organization, NewPerson owner, Workspace workspace, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                // Of two set-ups at once, the second breaks the only_one key, comes again, and finds the first.
                if (await context.Organizations.AnyAsync(ct))
                    return new Error.Conflict("organization.exists", "This installation has its organization already. Sign in instead.");
                context.Add(OrganizationRow.From(organization));
                context.Add(WorkspaceRow.From(workspace));
                var person = await people.AddAsync(context, organization.Id, owner, isGuest: false, ct);
                context.Add(new WorkspaceMemberRow { WorkspaceId = workspace.Id, UserId = person.UserId, Role = WorkspaceRole.Admin, JoinedAt = owner.CreatedAt });
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);
}
