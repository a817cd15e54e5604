using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

// Compared in SQL, where the collation of the column decides, not .NET.
#pragma warning disable CA1309

namespace Collab.Infrastructure.People;

/// <summary>What people say of themselves, in the directory.</summary>
internal sealed class ProfileStore(Database<DirectoryContext> directory, PersonWriter writer) : IProfileStore
{
    private const string Reports = "reports";

    public Task<Result<Person>> ChangeAsync(UserId user, PersonChange change, CancellationToken ct) =>
        directory.WriteAsync<Person>(
            async context =>
            {
                // Under her lock, so that of two changes at once the later one has the higher revision and both are in it.
                if (await new DirectoryLocks(context, directory.Sql).PersonAsync(user, ct) is not { IsActive: true } person)
                    return new Error.NotFound();
                await ApplyAsync(context, person, change, ct);
                person.Revision++;
                return person.ToView();
            },
            ct);

    public Task<Page<Person>> ListReportsAsync(UserId manager, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                if (!PeopleStore.TryReadCursor(cursor, out var after, out var afterName))
                    return Page<Person>.Empty;
                var people = context.People.Where(p => p.ManagerId == manager && p.IsActive);
                if (afterName is not null)
                    people = people.Where(p => string.Compare(p.SortKey, afterName) > 0 || (p.SortKey == afterName && p.UserId > after));
                var rows = await people.OrderBy(p => p.SortKey).ThenBy(p => p.UserId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, r => r.ToView(), r => new Cursor(Reports, $"{r.UserId} {r.SortKey}"));
            },
            ct);

    // From one value to the next along the index: as many steps as there are values, however many people have each.
    public Task<IReadOnlyList<string>> ListValuesAsync(ProfileField field, int limit, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<string>>(
            async context =>
            {
                var values = new List<string>();
                for (var last = ""; values.Count < limit; values.Add(last))
                {
                    var next = await NextValueAsync(context.People.Where(p => p.IsActive), field, last, ct);
                    if (next is null)
                        break;
                    last = next;
                }

                return values;
            },
            ct);

    private static Task<string?> NextValueAsync(IQueryable<PersonRow> people, ProfileField field, string last, CancellationToken ct) =>
        field == ProfileField.Department
            ? people.Where(p => string.Compare(p.Department, last) > 0).OrderBy(p => p.Department).Select(p => p.Department).FirstOrDefaultAsync(ct)
            : people.Where(p => string.Compare(p.Location, last) > 0).OrderBy(p => p.Location).Select(p => p.Location).FirstOrDefaultAsync(ct);

    private async Task ApplyAsync(DirectoryContext context, PersonRow person, PersonChange change, CancellationToken ct)
    {
        switch (change)
        {
            case PersonChange.Profile profile:
                await writer.RenameAsync(context, person, (profile.DisplayName.Value, profile.Title, profile.Department), ct);
                (person.Pronouns, person.Location, person.TimeZone, person.ManagerId) = (profile.Pronouns, profile.Location, profile.TimeZone, profile.Manager);
                break;
            case PersonChange.Status { Value: var status }:
                (person.StatusEmoji, person.StatusText, person.StatusUntil, person.StatusPauses) =
                    (status?.Emoji, status?.Text, status?.Until?.Stored(), status?.PausesNotifications ?? false);
                break;
            case PersonChange.Pause pause:
                person.PausedUntil = pause.Until?.Stored();
                break;
            case PersonChange.Hours hours:
                (person.Hours, person.TimeZone) = (hours.Value?.Text, hours.TimeZone.Length > 0 ? hours.TimeZone : person.TimeZone);
                break;
            case PersonChange.Away away:
                person.IsAway = away.Value;
                break;
            default:
                throw new InvalidOperationException($"Unknown change of a person: {change.GetType().Name}.");
        }
    }
}
