using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Search;

/// <summary>Finds the people and places that a query names, among those that the person who searches may know of.</summary>
public sealed class QueryNames(IPeopleStore people, IWorkspaceStore workspaces, IChannelDirectory channels, ISeatStore seats, INameFolding folding)
{
    /// <summary>What one calls oneself, in the languages of the interface.</summary>
    private static readonly string[] Oneself = ["me", "myself", "ich", "mich", "mir"];

    // A guest is in few places; whoever is in more is not looked for in all of them.
    private const int GuestPlaces = 50;
    private const int Candidates = 5;

    /// <summary>True for <c>me</c>.</summary>
    public static bool IsOneself(string value) => Oneself.Contains(value.TrimStart('@'), StringComparer.OrdinalIgnoreCase);

    /// <summary>People by handle or by name; and when nobody is called so, whom the beginning of a name may have meant.</summary>
    public async Task<NamedPeople> FindPeopleAsync(Actor actor, SearchGround ground, string value, CancellationToken ct)
    {
        if (IsOneself(value))
            return new NamedPeople([actor.User], null);
        var name = value.TrimStart('@');
        var byHandle = await people.FindByHandlesAsync(actor.Organization, [name.ToLowerInvariant()], ct);
        var known = await KnownAsync(ground, byHandle, ct);
        if (known.Count > 0)
            return new NamedPeople([.. known.Select(p => p.Id)], null);
        var words = folding.Words(name);
        if (words.Count == 0)
            return new NamedPeople([], null);
        var found = new List<Person>();
        foreach (var workspace in ground.Workspaces)
            found.AddRange((await people.SearchAsync(new PeopleQuery(workspace, words, null, Candidates), ct)).Items);
        known = await KnownAsync(ground, [.. found.DistinctBy(p => p.Id)], ct);
        var key = folding.SortKey(name);
        var exact = known.Where(p => folding.SortKey(p.DisplayName) == key).ToList();
        return exact.Count > 0 ? new NamedPeople([.. exact.Select(p => p.Id)], null)
            : known.Count == 1 ? new NamedPeople([known[0].Id], null)
            : new NamedPeople([], known.Count > 0 ? known[0].Handle : null);
    }

    /// <summary>Channels and group chats by name; direct chats by the other person.</summary>
    public async Task<IReadOnlyList<StreamId>> FindPlacesAsync(Actor actor, SearchGround ground, string value, CancellationToken ct)
    {
        var name = value.TrimStart('#');
        var key = folding.SortKey(name);
        var seated = ground.Places.Where(p => IsCalled(p.Head, name, key)).Select(p => p.Id).ToHashSet();
        foreach (var workspace in ground.Scope.IsWhole ? ground.Workspaces : ground.Scope.OpenIn)
        {
            var found = await channels.FindByNamesAsync(workspace, [name.ToLowerInvariant()], ct);
            seated.UnionWith(found.Where(c => ground.Scope.IsWhole || c.Visibility != ChannelVisibility.Private).Select(c => c.Id));
        }

        if (seated.Count > 0 || value.StartsWith('#'))
            return [.. seated];
        var whom = await FindPeopleAsync(actor, ground, value, ct);
        if (ground.Scope.IsWhole)
            return await ChatsWithAsync(ground, whom.Ids, [StreamKind.Direct], ct);
        return [.. ground.Places.Where(p => p.Head.Kind == StreamKind.Direct && p.Head.Participants.Any(u => u != actor.User && whom.Ids.Contains(u))).Select(p => p.Id)];
    }

    /// <summary>The chats that those people are in: hers with them, or in an audit all of theirs.</summary>
    public async Task<IReadOnlyList<StreamId>> ChatsWithAsync(SearchGround ground, IReadOnlyList<UserId> whom, IReadOnlyCollection<StreamKind> kinds, CancellationToken ct)
    {
        var places = ground.Places;
        if (ground.Scope.IsWhole)
            places = [.. (await Task.WhenAll(whom.Take(Candidates).Select(user => seats.ListPlacesAsync(user, ct)))).SelectMany(list => list.Items)];
        return [.. places.Where(p => kinds.Contains(p.Head.Kind) && p.Head.Participants.Any(whom.Contains)).Select(p => p.Id).Distinct()];
    }

    private bool IsCalled(StreamView place, string name, string key) =>
        place.Name.Length > 0 && (string.Equals(place.Name, name, StringComparison.OrdinalIgnoreCase) || folding.SortKey(place.Name) == key);

    // Members know those of their workspaces and of their chats, a guest those who are where she is.
    private async Task<IReadOnlyList<Person>> KnownAsync(SearchGround ground, IReadOnlyList<Person> found, CancellationToken ct)
    {
        if (found.Count == 0 || ground.Scope.IsWhole)
            return found;
        UserId[] ids = [.. found.Select(p => p.Id)];
        if (ground.Scope.OpenIn.Count > 0)
        {
            var known = ground.Places.SelectMany(p => p.Head.Participants).ToHashSet();
            foreach (var workspace in ground.Workspaces)
                known.UnionWith(await workspaces.WhoIsInAsync(workspace, ids, ct));
            return [.. found.Where(p => known.Contains(p.Id))];
        }

        var seated = new HashSet<UserId>();
        foreach (var place in ground.Places.Take(GuestPlaces))
            seated.UnionWith(await seats.WhoIsSeatedAsync(place.Id, ids, ct));
        return [.. found.Where(p => seated.Contains(p.Id))];
    }
}

/// <summary>Who was meant.</summary>
/// <param name="Ids">They; none when nobody is called so.</param>
/// <param name="Suggestion">A handle that may have been meant; null when there is no guess.</param>
public sealed record NamedPeople(IReadOnlyList<UserId> Ids, string? Suggestion);
