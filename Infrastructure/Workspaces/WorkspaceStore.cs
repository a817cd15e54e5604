using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

// Compared in SQL, where the collation of the column decides, not .NET.
#pragma warning disable CA1309

namespace Collab.Infrastructure.Workspaces;

/// <summary>Workspaces and their people in the directory.</summary>
internal sealed class WorkspaceStore(Database<DirectoryContext> directory, DirectoryTaskWriter tasks, TimeProvider time) : IWorkspaceStore
{
    private const string List = "workspace_members";

    private readonly SharedReads<(WorkspaceId, UserId), FoundRole> _roles = new(keys => FoundRole.ReadAsync(directory, keys));

    public Task<Result<Done>> CreateAsync(Workspace workspace, UserId admin, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await new DirectoryLocks(context, directory.Sql).PersonAsync(admin, ct) is not { } person)
                    return new Error.NotFound();
                if (await context.Workspaces.AnyAsync(w => w.OrganizationId == workspace.Organization && w.Slug == workspace.Slug, ct))
                    return new Error.Conflict("workspace.slug_taken", $"The address “{workspace.Slug}” is taken. Choose another.");
                context.Add(WorkspaceRow.From(workspace));
                context.Add(new WorkspaceMemberRow { WorkspaceId = workspace.Id, UserId = admin, Role = WorkspaceRole.Admin, JoinedAt = workspace.CreatedAt });
                context.Add(AuditEntryRow.From(audit));
                person.IsGuest = false;
                return Done.Value;
            },
            ct);

    public Task<Page<MyWorkspace>> ListForAsync(UserId user, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                if (!TryReadCursor(cursor, out var after, out var afterName))
                    return Page<MyWorkspace>.Empty;
                var workspaces = context.Workspaces.AsQueryable();
                if (afterName is not null)
                    workspaces = workspaces.Where(w => string.Compare(w.Name, afterName) > 0 || (w.Name == afterName && w.WorkspaceId > after));
                var rows = await (from member in context.WorkspaceMembers
                                  join workspace in workspaces on member.WorkspaceId equals workspace.WorkspaceId
                                  where member.UserId == user
                                  orderby workspace.Name, workspace.WorkspaceId
                                  select new { workspace, member.Role }).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(
                    rows, limit, r => new MyWorkspace(r.workspace.ToView(), r.Role), r => new Cursor(ListWorkspaces.List, $"{r.workspace.WorkspaceId} {r.workspace.Name}"));
            },
            ct);

    public Task<Page<Workspace>> ListAllAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var after = WorkspaceId.TryParse(cursor?.Key, null, out var last) ? last : new WorkspaceId(0);
                var rows = await context.Workspaces.Where(w => w.OrganizationId == organization && w.WorkspaceId > after)
                    .OrderBy(w => w.WorkspaceId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, w => w.ToView(), w => new Cursor("all_workspaces", w.WorkspaceId.ToString()));
            },
            ct);

    public Task<MyWorkspace?> FindForAsync(UserId user, WorkspaceId workspace, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var row = await (from member in context.WorkspaceMembers
                                 join place in context.Workspaces on member.WorkspaceId equals place.WorkspaceId
                                 where member.UserId == user && member.WorkspaceId == workspace
                                 select new { place, member.Role }).SingleOrDefaultAsync(ct);
                return row is null ? null : new MyWorkspace(row.place.ToView(), row.Role);
            },
            ct);

    public async Task<WorkspaceRole?> FindRoleAsync(WorkspaceId workspace, UserId user, CancellationToken ct) =>
        (await _roles.FindAsync((workspace, user), ct))?.Role;

    public async Task<IReadOnlySet<UserId>> WhoIsInAsync(WorkspaceId workspace, IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        await directory.ReadAsync(
            async context => (await (from member in context.WorkspaceMembers
                                     join person in context.People on member.UserId equals person.UserId
                                     where member.WorkspaceId == workspace && users.Contains(member.UserId) && person.IsActive
                                     select member.UserId).ToListAsync(ct)).ToHashSet(),
            ct);

    public Task<Page<WorkspaceMember>> ListMembersAsync(WorkspaceId workspace, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var after = default(UserId);
                // A cursor that this store did not make leads to an empty page: nothing comes after what is not there.
                if (cursor is not null && !UserId.TryParse(cursor.Key, CultureInfo.InvariantCulture, out after))
                    return Page<WorkspaceMember>.Empty;
                var rows = await (from member in context.WorkspaceMembers
                                  join person in context.People on member.UserId equals person.UserId
                                  where member.WorkspaceId == workspace && member.UserId > after
                                  orderby member.UserId
                                  select new { person, member.Role }).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(
                    rows, limit, r => new WorkspaceMember(r.person.ToView(), r.Role), r => new Cursor(List, r.person.UserId.ToString()));
            },
            ct);

    public Task<Result<Done>> SetRoleAsync(WorkspaceId workspace, UserId user, WorkspaceRole role, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                var locks = new DirectoryLocks(context, directory.Sql);
                // Under the workspace's lock two admins cannot both go because each saw the other.
                if (await locks.WorkspaceAsync(workspace, ct) is not { } place
                    || await locks.PersonAsync(user, ct) is not { IsActive: true } person
                    || person.OrganizationId != place.OrganizationId)
                    return new Error.NotFound();
                var member = await context.WorkspaceMembers.AsTracking().SingleOrDefaultAsync(m => m.WorkspaceId == workspace && m.UserId == user, ct);
                if (member?.Role == role)
                    return Done.Value;
                if (member?.Role == WorkspaceRole.Admin && !await HasOtherAdminAsync(context, workspace, user, ct))
                    return new Error.Conflict("workspace.last_admin", "This is the workspace's last admin. Make somebody else an admin first.");
                SetRole(context, workspace, user, member, role);
                person.IsGuest = role == WorkspaceRole.Guest && await IsGuestElsewhereAsync(context, workspace, user, ct);
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task<IReadOnlySet<UserId>> WhoSharesAsync(UserId user, IReadOnlyCollection<UserId> others, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlySet<UserId>>(
            async context => (await (from theirs in context.WorkspaceMembers
                                     join mine in context.WorkspaceMembers on theirs.WorkspaceId equals mine.WorkspaceId
                                     where others.Contains(theirs.UserId) && mine.UserId == user && mine.Role != WorkspaceRole.Guest && theirs.Role != WorkspaceRole.Guest
                                     select theirs.UserId).Distinct().ToListAsync(ct)).ToHashSet(),
            ct);

    // A cursor that this store did not make leads to an empty page.
    private static bool TryReadCursor(Cursor? cursor, out WorkspaceId after, out string? afterName)
    {
        (after, afterName) = (default, null);
        if (cursor is null)
            return true;
        var space = cursor.Key.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !WorkspaceId.TryParse(cursor.Key[..space], CultureInfo.InvariantCulture, out after))
            return false;
        afterName = cursor.Key[(space + 1)..];
        return true;
    }

    private static Task<bool> HasOtherAdminAsync(DirectoryContext context, WorkspaceId workspace, UserId user, CancellationToken ct) =>
        (from member in context.WorkspaceMembers
         join person in context.People on member.UserId equals person.UserId
         where member.WorkspaceId == workspace && member.Role == WorkspaceRole.Admin && member.UserId != user && person.IsActive
         select member).AnyAsync(ct);

    private static Task<bool> IsGuestElsewhereAsync(DirectoryContext context, WorkspaceId here, UserId user, CancellationToken ct) =>
        context.WorkspaceMembers.Where(m => m.UserId == user && m.WorkspaceId != here).AllAsync(m => m.Role == WorkspaceRole.Guest, ct);

    private void SetRole(DirectoryContext context, WorkspaceId workspace, UserId user, WorkspaceMemberRow? member, WorkspaceRole role)
    {
        // Whoever is new, or no guest any more, belongs into the org-wide channels.
        if (role != WorkspaceRole.Guest && (member is null || member.Role == WorkspaceRole.Guest))
            tasks.Leave(context, new DirectoryWork.SeatPeople(workspace, user, false, []), user);
        if (member is not null)
            member.Role = role;
        else
            context.Add(new WorkspaceMemberRow { WorkspaceId = workspace, UserId = user, Role = role, JoinedAt = time.GetUtcNow() });
    }
}
