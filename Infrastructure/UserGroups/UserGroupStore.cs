using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.UserGroups;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

// Compared in SQL, where the collation of the column decides, not .NET.
#pragma warning disable CA1309

namespace Collab.Infrastructure.UserGroups;

/// <summary>Groups in the directory. What changes handles or members holds the workspace's lock.</summary>
internal sealed class UserGroupStore(Database<DirectoryContext> directory, TimeProvider time) : IUserGroupStore, IUserGroupDirectory
{
    public Task<Result<Done>> CreateAsync(UserGroup group, UserId by, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await TakenAsync(context, group.Workspace, group.Handle, null, ct) is { } taken)
                    return taken;
                context.Add(new UserGroupRow { GroupId = group.Id, WorkspaceId = group.Workspace, Handle = group.Handle, Name = group.Name, CreatedBy = by, CreatedAt = time.GetUtcNow() });
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task<Result<UserGroup>> RenameAsync(UserGroupId group, string handle, string name, AuditEntry audit, CancellationToken ct) =>
        ChangeAsync<UserGroup>(
            group, audit,
            async (context, row) =>
            {
                if (await TakenAsync(context, row.WorkspaceId, handle, group, ct) is { } taken)
                    return taken;
                (row.Handle, row.Name) = (handle, name);
                return row.ToView(await context.UserGroupMembers.CountAsync(m => m.GroupId == group, ct));
            },
            ct);

    public Task<Result<IReadOnlyList<UserId>>> DeleteAsync(UserGroupId group, AuditEntry audit, CancellationToken ct) =>
        ChangeAsync<IReadOnlyList<UserId>>(
            group, audit,
            async (context, row) =>
            {
                var members = await context.UserGroupMembers.AsTracking().Where(m => m.GroupId == group).ToListAsync(ct);
                context.RemoveRange(members);
                context.Remove(row);
                return Result.Of<IReadOnlyList<UserId>>([.. members.Select(m => m.UserId)]);
            },
            ct);

    public Task<Result<IReadOnlyList<UserId>>> ChangeMembersAsync(UserGroupId group, GroupMembersChange change, AuditEntry audit, CancellationToken ct) =>
        ChangeAsync<IReadOnlyList<UserId>>(
            group, audit,
            async (context, _) =>
            {
                var named = change.Add.Concat(change.Remove).ToList();
                var known = await context.UserGroupMembers.AsTracking().Where(m => m.GroupId == group && named.Contains(m.UserId)).ToListAsync(ct);
                UserId[] added = [.. change.Add.Except(known.Select(m => m.UserId))];
                UserGroupMemberRow[] removed = [.. known.Where(m => change.Remove.Contains(m.UserId))];
                if (await TooManyAsync(context, group, added, removed.Length, ct) is { } tooMany)
                    return tooMany;
                context.RemoveRange(removed);
                context.AddRange(added.Select(user => new UserGroupMemberRow { GroupId = group, UserId = user, JoinedAt = time.GetUtcNow() }));
                return Result.Of<IReadOnlyList<UserId>>([.. added, .. removed.Select(m => m.UserId)]);
            },
            ct);

    public async Task<UserGroup?> FindAsync(UserGroupId group, CancellationToken ct) => (await ReadAsync(groups => groups.Where(g => g.GroupId == group), ct)).SingleOrDefault();

    public async Task<IReadOnlyList<UserGroup>> FindByHandlesAsync(WorkspaceId workspace, IReadOnlyCollection<string> handles, CancellationToken ct) =>
        await ReadAsync(groups => groups.Where(g => g.WorkspaceId == workspace && handles.Contains(g.Handle)).OrderBy(g => g.Handle), ct);

    public async Task<Page<UserGroup>> ListAsync(WorkspaceId workspace, string handlePrefix, Cursor? cursor, int limit, CancellationToken ct)
    {
        var rows = await ReadAsync(
            groups =>
            {
                var wanted = groups.Where(g => g.WorkspaceId == workspace);
                if (handlePrefix.Length > 0)
                {
                    var end = Prefix.End(handlePrefix);
                    wanted = wanted.Where(g => string.Compare(g.Handle, handlePrefix) >= 0 && string.Compare(g.Handle, end) < 0);
                }

                if (cursor is not null)
                    wanted = wanted.Where(g => string.Compare(g.Handle, cursor.Key) > 0);
                return wanted.OrderBy(g => g.Handle).Take(limit + 1);
            },
            ct);
        return Keyset.Page(rows, limit, g => g, g => new Cursor(ListGroups.List, g.Handle));
    }

    public Task<Page<UserId>> ListMembersAsync(UserGroupId group, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var after = UserId.TryParse(cursor?.Key, null, out var last) ? last : new UserId(0);
                var rows = await context.UserGroupMembers.Where(m => m.GroupId == group && m.UserId > after)
                    .OrderBy(m => m.UserId).Select(m => m.UserId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, u => u, u => new Cursor(ListGroupMembers.List, u.ToString()));
            },
            ct);

    private Task<Result<T>> ChangeAsync<T>(
        UserGroupId group, AuditEntry audit, Func<DirectoryContext, UserGroupRow, Task<Result<T>>> change, CancellationToken ct) =>
        directory.WriteAsync<T>(
            async context =>
            {
                if (await context.UserGroups.Where(g => g.GroupId == group).Select(g => (WorkspaceId?)g.WorkspaceId).SingleOrDefaultAsync(ct) is not { } workspace)
                    return new Error.NotFound();
                await new DirectoryLocks(context, directory.Sql).WorkspaceAsync(workspace, ct);
                // It may have gone while the lock was waited for.
                if (await context.UserGroups.AsTracking().SingleOrDefaultAsync(g => g.GroupId == group, ct) is not { } row)
                    return new Error.NotFound();
                var changed = await change(context, row);
                if (changed.IsOk)
                    context.Add(AuditEntryRow.From(audit));
                return changed;
            },
            ct);

    private static async Task<Error?> TooManyAsync(DirectoryContext context, UserGroupId group, UserId[] added, int removed, CancellationToken ct)
    {
        if (await context.UserGroupMembers.CountAsync(m => m.GroupId == group, ct) + added.Length - removed > UserGroup.MaxMembers)
            return new Error.Conflict("group.too_large", $"A group has at most {UserGroup.MaxMembers} people. Use a channel and @channel instead.");
        var isFull = await context.UserGroupMembers.Where(m => added.Contains(m.UserId))
            .GroupBy(m => m.UserId).AnyAsync(g => g.Count() >= UserGroup.MaxPerPerson, ct);
        return isFull ? new Error.Conflict("group.person_in_too_many", $"A person is in at most {UserGroup.MaxPerPerson} groups, and one of these already is.") : null;
    }

    private async Task<Error?> TakenAsync(DirectoryContext context, WorkspaceId workspace, string handle, UserGroupId? own, CancellationToken ct)
    {
        var locks = new DirectoryLocks(context, directory.Sql);
        if (await locks.WorkspaceAsync(workspace, ct) is not { } row)
            return new Error.NotFound();
        var isTaken = await context.UserGroups.AnyAsync(g => g.WorkspaceId == workspace && g.Handle == handle && g.GroupId != (own ?? new UserGroupId(0)), ct)
            || await context.People.AnyAsync(p => p.OrganizationId == row.OrganizationId && p.Handle == handle, ct);
        return isTaken ? new Error.Conflict("group.handle_taken", $"@{handle} is taken by a person or a group already. Choose another handle.") : null;
    }

    private Task<IReadOnlyList<UserGroup>> ReadAsync(Func<IQueryable<UserGroupRow>, IQueryable<UserGroupRow>> query, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<UserGroup>>(
            async context =>
            {
                var rows = await query(context.UserGroups)
                    .Select(g => new { Row = g, Members = context.UserGroupMembers.Count(m => m.GroupId == g.GroupId) }).ToListAsync(ct);
                return [.. rows.Select(r => r.Row.ToView(r.Members))];
            },
            ct);
}
