using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Storage;

/// <summary>
/// Rows that one transaction at a time may decide about, read under their lock. Always taken in this order, so that no
/// two transactions wait for each other: organization, workspace, channel, invitation, person.
/// </summary>
internal sealed class DirectoryLocks(DirectoryContext context, SqlDialect sql)
{
    public async Task<OrganizationRow?> OrganizationAsync(OrganizationId id, CancellationToken ct) =>
        (await context.Organizations.FromSqlRaw(sql.Patience + "SELECT * FROM organization WHERE organization_id = {0}" + sql.ForUpdate, id.Value).ToListAsync(ct))
        .SingleOrDefault();

    public async Task<WorkspaceRow?> WorkspaceAsync(WorkspaceId id, CancellationToken ct) =>
        (await context.Workspaces.FromSqlRaw(sql.Patience + "SELECT * FROM workspace WHERE workspace_id = {0}" + sql.ForUpdate, id.Value).ToListAsync(ct))
        .SingleOrDefault();

    public async Task<ChannelRow?> ChannelAsync(StreamId id, CancellationToken ct) =>
        (await context.Channels.FromSqlRaw(sql.Patience + "SELECT * FROM channel WHERE stream_id = {0}" + sql.ForUpdate, id.Value).AsTracking().ToListAsync(ct))
        .SingleOrDefault();

    public async Task<InvitationRow?> InvitationAsync(InvitationId id, CancellationToken ct) =>
        (await context.Invitations.FromSqlRaw(sql.Patience + "SELECT * FROM invitation WHERE invitation_id = {0}" + sql.ForUpdate, id.Value).AsTracking().ToListAsync(ct))
        .SingleOrDefault();

    public async Task<PersonRow?> PersonAsync(UserId id, CancellationToken ct) =>
        (await context.People.FromSqlRaw(sql.Patience + "SELECT * FROM person WHERE user_id = {0}" + sql.ForUpdate, id.Value).AsTracking().ToListAsync(ct))
        .SingleOrDefault();
}
