using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>Who may know of whom: members of a common workspace do; a guest only those whom she shares a place with.</summary>
public sealed class PeopleVisibility(IWorkspaceStore workspaces, ISeatStore seats)
{
    /// <summary>True when the actor may see the person's name and write to her.</summary>
    public async Task<bool> MaySeeAsync(Actor actor, UserId person, CancellationToken ct)
    {
        if (person == actor.User || await workspaces.ShareWorkspaceAsync(actor.User, person, ct))
            return true;
        foreach (var place in await seats.ListPlacesAsync(actor.User, ct))
        {
            if ((await seats.WhoIsSeatedAsync(place.Id, [person], ct)).Contains(person))
                return true;
        }

        return false;
    }
}
