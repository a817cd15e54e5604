using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

// Compared in SQL, where the collation of the column decides, not .NET.
#pragma warning disable CA1309

namespace Collab.Infrastructure.People;

/// <summary>People in the directory.</summary>
internal sealed class PeopleStore(Database<DirectoryContext> directory, DirectoryTaskWriter tasks, TimeProvider time) : IPeopleStore
{
    private const string List = "people";

    public Task<IReadOnlyList<Person>> FindAsync(IReadOnlyCollection<UserId> ids, CancellationToken ct) =>
        ListAsync(context => context.People.Where(p => ids.Contains(p.UserId)), ct);

    public Task<IReadOnlyList<Person>> FindByHandlesAsync(OrganizationId organization, IReadOnlyCollection<string> handles, CancellationToken ct) =>
        ListAsync(context => context.People.Where(p => p.OrganizationId == organization && handles.Contains(p.Handle) && p.IsActive), ct);

    public Task<Person?> FindByEmailAsync(OrganizationId organization, EmailAddress email, CancellationToken ct) =>
        directory.ReadAsync(
            async context => (await context.People.SingleOrDefaultAsync(p => p.OrganizationId == organization && p.Email == email.Value, ct))?.ToView(),
            ct);

    public Task<Page<Person>> SearchAsync(PeopleQuery query, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                if (!TryReadCursor(query.Cursor, out var after, out var afterName))
                    return Page<Person>.Empty;
                var people = Narrowed(MembersOf(context, query), query);
                foreach (var word in query.Words)
                    people = Having(people, context, word);
                if (afterName is null && query.From is { } from)
                    people = people.Where(p => string.Compare(p.SortKey, from) >= 0);
                if (afterName is not null)
                    people = people.Where(p => string.Compare(p.SortKey, afterName) > 0 || (p.SortKey == afterName && p.UserId > after));
                var rows = await people.OrderBy(p => p.SortKey).ThenBy(p => p.UserId).Take(query.Limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, query.Limit, r => r.ToView(), r => new Cursor(List, $"{r.UserId} {r.SortKey}"));
            },
            ct);

    public Task<Result<Done>> SetRoleAsync(UserId user, OrganizationRole role, AuditEntry audit, CancellationToken ct) =>
        ChangeAsync(
            user, audit,
            staysOwner: _ => role == OrganizationRole.Owner,
            (_, person) =>
            {
                person.Role = role;
                return Task.CompletedTask;
            },
            ct);

    public Task<Result<Done>> SetActiveAsync(UserId user, bool active, AuditEntry audit, CancellationToken ct) =>
        ChangeAsync(
            user, audit,
            staysOwner: _ => active,
            async (context, person) =>
            {
                person.IsActive = active;
                tasks.Leave(context, new DirectoryWork.SettleReceipts(user));
                if (!active)
                    await EndSessionsAsync(context, user, ct);
            },
            ct);

    // In this form each person is looked up in the order of names, which ends with the page; a join would sort everybody.
    private static IQueryable<PersonRow> MembersOf(DirectoryContext context, PeopleQuery query)
    {
        if (query.AlsoIn.Count == 0)
        {
            return context.People.Where(
                p => p.IsActive
                    && context.WorkspaceMembers.Where(m => m.WorkspaceId == query.Workspace && m.UserId == p.UserId)
                        .Select(m => (WorkspaceRole?)m.Role).FirstOrDefault() != null);
        }

        WorkspaceId[] workspaces = [query.Workspace, .. query.AlsoIn];
        return context.People.Where(
            p => p.IsActive
                && context.WorkspaceMembers.Where(m => workspaces.Contains(m.WorkspaceId) && m.UserId == p.UserId)
                    .Select(m => (WorkspaceRole?)m.Role).FirstOrDefault() != null);
    }

    private static IQueryable<PersonRow> Narrowed(IQueryable<PersonRow> people, PeopleQuery query)
    {
        if (query.OnlyGuests)
            people = people.Where(p => p.IsGuest);
        if (query.Department is { } department)
            people = people.Where(p => p.Department == department);
        if (query.Location is { } location)
            people = people.Where(p => p.Location == location);
        return query.Among is { } among ? people.Where(p => among.Contains(p.UserId)) : people;
    }

    private async Task<Result<Done>> ChangeAsync(
        UserId user, AuditEntry audit, Func<PersonRow, bool> staysOwner, Func<DirectoryContext, PersonRow, Task> change, CancellationToken ct) =>
        await directory.WriteAsync<Done>(
            async context =>
            {
                var locks = new DirectoryLocks(context, directory.Sql);
                // Under the organization's lock two owners cannot both go because each saw the other.
                await locks.OrganizationAsync(audit.Organization, ct);
                if (await locks.PersonAsync(user, ct) is not { } person || person.OrganizationId != audit.Organization)
                    return new Error.NotFound();
                var isOwner = person is { Role: OrganizationRole.Owner, IsActive: true };
                if (isOwner && !staysOwner(person) && !await HasOtherOwnerAsync(context, person, ct))
                    return new Error.Conflict("organization.last_owner", "This is the organization's last owner. Make somebody else an owner first.");
                await change(context, person);
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    private static Task<bool> HasOtherOwnerAsync(DirectoryContext context, PersonRow person, CancellationToken ct) =>
        context.People.AnyAsync(
            p => p.OrganizationId == person.OrganizationId && p.Role == OrganizationRole.Owner && p.IsActive && p.UserId != person.UserId, ct);

    private async Task EndSessionsAsync(DirectoryContext context, UserId user, CancellationToken ct)
    {
        var now = Instant.ToStored(time.GetUtcNow());
        await context.Database.ExecuteSqlAsync($"UPDATE session SET ended_at = {now} WHERE user_id = {user.Value} AND ended_at IS NULL", ct);
        await context.Database.ExecuteSqlAsync($"UPDATE access_token SET revoked_at = {now} WHERE user_id = {user.Value} AND revoked_at IS NULL", ct);
    }

    // So many people have a word that begins with a given Latin letter that going through them by name soon fills a page.
    // Longer beginnings, and letters of scripts that have thousands, are rare: there the words lead to the people.
    private static bool IsCommon(string prefix) => prefix.Length == 1 && char.IsAsciiLetterOrDigit(prefix[0]);

    // "Is there one" is asked as "what is the first": MariaDB makes a join of the former, and then sorts everybody.
    private static IQueryable<PersonRow> Having(IQueryable<PersonRow> people, DirectoryContext context, string prefix)
    {
        var end = Prefix.End(prefix);
        var words = context.PersonWords.Where(w => string.Compare(w.Word, prefix) >= 0 && string.Compare(w.Word, end) < 0);
        return IsCommon(prefix)
            ? people.Where(p => words.Where(w => w.UserId == p.UserId).Select(w => w.Word).FirstOrDefault() != null)
            : people.Where(p => words.Select(w => w.UserId).Contains(p.UserId));
    }

    // A cursor that this store did not make leads to an empty page: nothing comes after what is not there.
    internal static bool TryReadCursor(Cursor? cursor, out UserId after, out string? afterName)
    {
        (after, afterName) = (default, null);
        if (cursor is null)
            return true;
        var space = cursor.Key.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !UserId.TryParse(cursor.Key[..space], CultureInfo.InvariantCulture, out after))
            return false;
        afterName = cursor.Key[(space + 1)..];
        return true;
    }

    private Task<IReadOnlyList<Person>> ListAsync(Func<DirectoryContext, IQueryable<PersonRow>> query, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<Person>>(async context => [.. (await query(context).ToListAsync(ct)).Select(r => r.ToView())], ct);
}
