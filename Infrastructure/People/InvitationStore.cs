using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.People;

/// <summary>Invitations in the directory.</summary>
internal sealed class InvitationStore(Database<DirectoryContext> directory, PersonWriter people, DirectoryTaskWriter tasks) : IInvitationStore
{
    public Task AddAsync(IReadOnlyList<Invitation> invitations, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync(
            async context =>
            {
                foreach (var group in invitations.GroupBy(i => i.Workspace).OrderBy(g => g.Key))
                {
                    // Under the workspace's lock, so that two admins who invite the same person leave one invitation.
                    await new DirectoryLocks(context, directory.Sql).WorkspaceAsync(group.Key, ct);
                    string[] emails = [.. group.Select(i => i.Email.Value)];
                    await context.Invitations
                        .Where(i => i.WorkspaceId == group.Key && emails.Contains(i.Email) && i.AcceptedAt == null).ExecuteDeleteAsync(ct);
                }

                context.AddRange(invitations.Select(InvitationRow.From));
                context.Add(AuditEntryRow.From(audit));
            },
            ct);

    public Task<Invitation?> FindAsync(string tokenHash, CancellationToken ct) =>
        directory.ReadAsync(async context => (await context.Invitations.SingleOrDefaultAsync(i => i.TokenHash == tokenHash, ct))?.ToView(), ct);

    public Task<Result<Person>> AcceptAsync(Invitation invitation, NewPerson person, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Person>(
            async context =>
            {
                var locks = new DirectoryLocks(context, directory.Sql);
                // The organization's lock lets one account at a time be made: addresses and handles stay unique without luck.
                await locks.OrganizationAsync(invitation.Organization, ct);
                if (await locks.InvitationAsync(invitation.Id, ct) is not { AcceptedAt: null } open)
                    return new Error.Conflict("invitation.used", "This invitation was used already. Sign in, or ask whoever invited you for a new one.");
                var email = person.Email.Value;
                if (await context.People.AnyAsync(p => p.OrganizationId == invitation.Organization && p.Email == email, ct))
                    return new Error.Conflict("person.email_taken", "There is an account with this address already. Sign in instead.");
                open.AcceptedAt = person.CreatedAt;
                var row = await people.AddAsync(context, invitation.Organization, person, invitation.Role == WorkspaceRole.Guest, ct);
                AddMembership(context, invitation, person);
                context.Add(AuditEntryRow.From(audit));
                return row.ToView();
            },
            ct);

    private void AddMembership(DirectoryContext context, Invitation invitation, NewPerson person)
    {
        context.Add(new WorkspaceMemberRow { WorkspaceId = invitation.Workspace, UserId = person.Id, Role = invitation.Role, JoinedAt = person.CreatedAt });
        var work = new DirectoryWork.SeatPeople(invitation.Workspace, person.Id, invitation.Role == WorkspaceRole.Guest, invitation.Channels);
        tasks.Leave(context, work, person.Id);
    }
}
