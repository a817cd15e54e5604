using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>Who may know of whom: members of a common workspace do; a guest only those whom she shares a place with.</summary>
public sealed class PeopleVisibility(IWorkspaceStore workspaces, ISeatStore seats)
{
    /// <summary>True when the actor may see the person's name and write to her.</summary>
    public async Task<bool> MaySeeAsync(Actor actor, UserId person, CancellationToken ct) => (await WhomMaySeeAsync(actor, [person], ct)).Count == 1;

    /// <summary>Those of the people whom the actor may know of.</summary>
    public async Task<IReadOnlySet<UserId>> WhomMaySeeAsync(Actor actor, IReadOnlyCollection<UserId> people, CancellationToken ct)
    {
        var visible = people.Where(p => p == actor.User).ToHashSet();
        UserId[] others = [.. people.Where(p => p != actor.User).Distinct()];
        if (others.Length > 0)
            visible.UnionWith(await workspaces.WhoSharesAsync(actor.User, others, ct));
        UserId[] open = [.. others.Where(p => !visible.Contains(p))];
        if (open.Length > 0)
            visible.UnionWith(await WhoIsInAPlaceAsync(actor.User, open, ct));
        return visible;
    }

    // A few people are asked for over all places at once, a crowd place by place.
    private async Task<IReadOnlySet<UserId>> WhoIsInAPlaceAsync(UserId user, UserId[] open, CancellationToken ct)
    {
        StreamId[] places = [.. (await seats.ListPlacesAsync(user, ct)).Items.Select(p => p.Id)];
        var found = new HashSet<UserId>();
        if (open.Length <= places.Length)
        {
            foreach (var person in open)
            {
                if ((await seats.WhereIsSeatedAsync(person, places, ct)).Count > 0)
                    found.Add(person);
            }

            return found;
        }

        foreach (var place in places)
            found.UnionWith(await seats.WhoIsSeatedAsync(place, open, ct));
        return found;
    }
}
