using Collab.Domain.Shared.Ids;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

/// <summary>Reads the standing of a person.</summary>
internal sealed class PersonReader(IdentityDatabase database)
{
    public Task<PersonRow?> FindAsync(UserId user, CancellationToken ct) =>
        database.ReadAsync(context => context.People.FirstOrDefaultAsync(p => p.UserId == user, ct), ct);
}
