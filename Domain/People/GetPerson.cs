using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Reads one person's profile.</summary>
public sealed class GetPerson(IPeopleStore people, PeopleVisibility visibility)
{
    /// <summary>Whoever may not know of the person finds nobody, and whoever may not know of her manager learns of none.</summary>
    public async Task<Result<Person>> ExecuteAsync(Actor actor, UserId person, CancellationToken ct)
    {
        if (!await visibility.MaySeeAsync(actor, person, ct))
            return new Error.NotFound();
        if (await people.FindAsync([person], ct) is not [var found])
            return new Error.NotFound();
        return found.Manager is { } manager && !await visibility.MaySeeAsync(actor, manager, ct) ? found with { Manager = null } : found;
    }
}
