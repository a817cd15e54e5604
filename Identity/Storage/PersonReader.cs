using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

/// <summary>
/// Reads the standing of a person. Whoever listens is asked after when a message reaches her: in a large channel that is
/// thousands in the same moment, so they share queries.
/// </summary>
internal sealed class PersonReader(IdentityDatabase database)
{
    private readonly SharedReads<UserId, PersonRow> _reads = new(users => ReadAsync(database, users));

    public Task<PersonRow?> FindAsync(UserId user, CancellationToken ct) => _reads.FindAsync(user, ct);

    // It serves many: nobody's patience counts.
    private static Task<IReadOnlyDictionary<UserId, PersonRow>> ReadAsync(IdentityDatabase database, IReadOnlyCollection<UserId> users) =>
        database.ReadAsync<IReadOnlyDictionary<UserId, PersonRow>>(
            async context => await context.People.Where(p => users.Contains(p.UserId)).ToDictionaryAsync(p => p.UserId), CancellationToken.None);
}
