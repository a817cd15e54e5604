using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Reads one person's profile.</summary>
public sealed class GetPerson(IPeopleStore people, PeopleVisibility visibility)
{
    /// <summary>Whoever may not know of the person finds nobody.</summary>
    public async Task<Result<Person>> ExecuteAsync(Actor actor, UserId person, CancellationToken ct)
    {
        if (!await visibility.MaySeeAsync(actor, person, ct))
            return new Error.NotFound();
        return await people.FindAsync([person], ct) is [var found] ? found : new Error.NotFound();
    }
}
