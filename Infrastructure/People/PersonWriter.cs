using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.People;

/// <summary>Adds people to the directory: a free handle, the words by which they are found, their password's hash.</summary>
internal sealed class PersonWriter(INameFolding folding)
{
    private const int MaxWords = 24;
    private const int MostHandlesAtOnce = 512;

    /// <summary>Adds a person in the caller's transaction, which holds the organization's lock: two people of one name get two handles.</summary>
    public async Task<PersonRow> AddAsync(DirectoryContext context, OrganizationId organization, NewPerson person, bool isGuest, CancellationToken ct)
    {
        var row = new PersonRow
        {
            UserId = person.Id,
            OrganizationId = organization,
            Email = person.Email.Value,
            Handle = await FreeHandleAsync(context, organization, person.DisplayName.Value, ct),
            DisplayName = person.DisplayName.Value,
            SortKey = folding.SortKey(person.DisplayName.Value),
            Role = person.Role,
            IsActive = true,
            IsGuest = isGuest,
            CreatedAt = person.CreatedAt,
        };
        context.Add(row);
        context.AddRange(Words(row));
        if (person.PasswordHash is not null)
            await AddCredentialAsync(context, person, person.PasswordHash, ct);
        return row;
    }

    /// <summary>Gives a person another name, title or department in the caller's transaction, and the words by which she is found then.</summary>
    public async Task RenameAsync(DirectoryContext context, PersonRow person, (string Name, string Title, string Department) said, CancellationToken ct)
    {
        if ((person.DisplayName, person.Title, person.Department) == said)
            return;
        (person.DisplayName, person.Title, person.Department) = said;
        person.SortKey = folding.SortKey(person.DisplayName);
        var known = await context.PersonWords.AsTracking().Where(w => w.UserId == person.UserId).ToListAsync(ct);
        var wanted = Words(person).ToList();
        context.RemoveRange(known.Where(k => wanted.All(w => w.Word != k.Word)));
        context.AddRange(wanted.Where(w => known.All(k => k.Word != w.Word)));
    }

    private IEnumerable<PersonWordRow> Words(PersonRow person) =>
        folding.Words($"{person.DisplayName} {person.Handle} {person.Title} {person.Department}", MaxWords).Select(word => new PersonWordRow { Word = word, UserId = person.UserId });

    private static Task AddCredentialAsync(DirectoryContext context, NewPerson person, string hash, CancellationToken ct) =>
        context.Database.ExecuteSqlRawAsync(
            "INSERT INTO credential (user_id, password_hash, changed_at, failed_count) VALUES ({0}, {1}, {2}, 0)",
            [person.Id.Value, hash, Instant.ToStored(person.CreatedAt)], ct);

    // Asks for more at a time the longer it takes: the ten-thousandth person of one name costs some twenty queries.
    private static async Task<string> FreeHandleAsync(DirectoryContext context, OrganizationId organization, string displayName, CancellationToken ct)
    {
        for (int attempt = 0, count = 4; ; attempt += count, count = Math.Min(count * 4, MostHandlesAtOnce))
        {
            string[] wanted = [.. Enumerable.Range(attempt, count).Select(i => Handle.Suggest(displayName, i).Value)];
            var taken = await context.People
                .Where(p => p.OrganizationId == organization && wanted.Contains(p.Handle)).Select(p => p.Handle).ToListAsync(ct);
            // A group that was called so goes on being called: people come second here.
            taken.AddRange(await context.UserGroups.Where(g => wanted.Contains(g.Handle)).Select(g => g.Handle).ToListAsync(ct));
            if (wanted.Except(taken).FirstOrDefault() is { } free)
                return free;
        }
    }
}
