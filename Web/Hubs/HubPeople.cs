using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Hubs;

/// <summary>Lets a program follow people: each change of theirs is state, told as it is then and left out when the program reads too slowly.</summary>
internal sealed class HubPeople(ListPresence list, Availability availability, PeopleCache people)
{
    /// <summary>Follows these people instead of those before.</summary>
    public async Task<Result<PeopleFollowed>> FollowAsync(HubClient client, Actor actor, IReadOnlyList<string> wanted, CancellationToken ct)
    {
        var ids = new List<UserId>(Math.Min(wanted.Count, ListPresence.MaxPeople + 1));
        foreach (var text in wanted)
        {
            if (!UserId.TryParse(text, null, out var id))
                return new Error.NotFound();
            ids.Add(id);
        }

        if (!(await list.ExecuteAsync(actor, ids, ct)).TryGet(out var looks, out var error))
            return error;
        // Followed before they are read for good: what changes meanwhile is told as well.
        client.People ??= availability.Watch(changed => Tell(client, changed));
        client.People.Set(looks.Select(l => l.Person));
        await people.EnsureAsync(looks.Select(l => l.Person), ct);
        // The connection may have ended meanwhile, and with it everything that it followed.
        if (ct.IsCancellationRequested)
            client.People.Dispose();
        return new PeopleFollowed([.. looks.Select(l => availability.LookOf(l.Person) ?? l)]);
    }

    private void Tell(HubClient client, IReadOnlyCollection<UserId> changed)
    {
        foreach (var user in changed)
        {
            if (availability.LookOf(user) is { } look)
                client.OfferState("presence", look, null, from: null);
        }
    }
}

/// <summary>The people whom a program follows now.</summary>
/// <param name="People">How each can be reached.</param>
internal sealed record PeopleFollowed(IReadOnlyList<PresenceLook> People);
