using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Contacts;

/// <summary>Lists one's contacts: one's favourites, and everybody with whom one has a direct chat.</summary>
public sealed class ListContacts(IFavouriteStore favourites, ISeatStore seats, IPeopleStore people, IPresence presence, INameFolding folding, TimeProvider time)
{
    private const string List = "contacts";

    /// <summary>One page by name. Deactivated people are left out.</summary>
    public async Task<Result<Page<Contact>>> ExecuteAsync(ListContactsRequest request, CancellationToken ct)
    {
        if (!Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out var error))
            return error;
        var starred = (await favourites.ListAsync(request.Actor.User, ct)).ToHashSet();
        var wanted = starred.Concat(await PartnersAsync(request.Actor.User, ct)).Distinct().ToArray();
        var found = new List<Person>();
        foreach (var some in wanted.Chunk(GetPeople.MaxPeople))
            found.AddRange((await people.FindAsync(some, ct)).Where(p => p.IsActive));
        var after = cursor?.Key ?? "";
        var (limit, now) = (PageLimit.Clamp(request.Limit), time.GetUtcNow());
        var rest = found.Select(p => (Key: KeyOf(p), Person: p)).Where(p => string.CompareOrdinal(p.Key, after) > 0)
            .OrderBy(p => p.Key, StringComparer.Ordinal).Take(limit + 1).ToArray();
        return new Page<Contact>(
            [.. rest.Take(limit).Select(p => new Contact(p.Person, starred.Contains(p.Person.Id), PresenceLook.Of(p.Person, presence.Of(p.Person.Id), now)))],
            rest.Length > limit ? new Cursor(List, rest[limit - 1].Key) : null);
    }

    private string KeyOf(Person person) => $"{folding.SortKey(person.DisplayName)} {person.Id}";

    private async Task<IEnumerable<UserId>> PartnersAsync(UserId me, CancellationToken ct) =>
        (await seats.ListPlacesAsync(me, ct)).Items.Where(p => p.Head.Kind == StreamKind.Direct).SelectMany(p => p.Head.Participants).Where(p => p != me);
}

/// <summary>Which of one's contacts.</summary>
/// <param name="Actor">Whose.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListContactsRequest(Actor Actor, string? Cursor = null, int? Limit = null);
