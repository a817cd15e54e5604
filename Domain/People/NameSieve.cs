using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>
/// Finds people by name within a list that knows only ids: a small one is put to names and sifted, for a large one the
/// directory is searched and the list asked who of those found is on it. It checks no right; whoever uses it has.
/// </summary>
public sealed class NameSieve(IPeopleStore people, INameFolding folding)
{
    /// <summary>The kind of list that <see cref="SearchAsync{T}"/> makes cursors of.</summary>
    public const string List = "people";

    // A search reads at most so many pages of the directory; then the reader gets what there is and a cursor to go on.
    private const int MaxPages = 10;

    /// <summary>True when nobody is left out.</summary>
    public bool TakesAll(NameQuery query) => !query.OnlyGuests && folding.Words(query.Text).Count == 0;

    /// <summary>Those of at most <see cref="PageLimit.Max"/> people whom a query fits.</summary>
    public async Task<IReadOnlySet<UserId>> SiftAsync(IReadOnlyCollection<UserId> ids, NameQuery query, CancellationToken ct)
    {
        var words = folding.Words(query.Text);
        return ids.Count == 0
            ? new HashSet<UserId>()
            : (await people.FindAsync(ids, ct)).Where(p => Fits(p, words, query.OnlyGuests)).Select(p => p.Id).ToHashSet();
    }

    /// <summary>One page of those in a workspace whom the query fits and the list has, by name.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="query">Who.</param>
    /// <param name="cursor">Where the page starts.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="keep">The list's own entries for those of the people that it has, in the same order.</param>
    /// <param name="ct">Cancels reading.</param>
    public async Task<Page<T>> SearchAsync<T>(
        WorkspaceId workspace, NameQuery query, Cursor? cursor, int limit, Func<IReadOnlyList<UserId>, Task<IReadOnlyList<T>>> keep, CancellationToken ct)
    {
        var words = folding.Words(query.Text);
        var found = new List<T>();
        for (var pages = 0; pages < MaxPages && found.Count < limit; pages++)
        {
            var page = await people.SearchAsync(new PeopleQuery(workspace, words, cursor, limit - found.Count, query.OnlyGuests), ct);
            if (page.Items.Count > 0)
                found.AddRange(await keep([.. page.Items.Select(p => p.Id)]));
            cursor = page.Next;
            if (cursor is null)
                break;
        }

        return new Page<T>(found, cursor);
    }

    private bool Fits(Person person, IReadOnlyList<string> words, bool onlyGuests)
    {
        if (onlyGuests && !person.IsGuest)
            return false;
        var own = folding.Words($"{person.DisplayName} {person.Handle} {person.Title} {person.Department}", 40);
        return words.All(word => own.Any(o => o.StartsWith(word, StringComparison.Ordinal)));
    }
}

/// <summary>Whom a list is searched for.</summary>
/// <param name="Text">Beginnings of the words of names, handles, titles or departments.</param>
/// <param name="OnlyGuests">Guests alone.</param>
public sealed record NameQuery(string Text, bool OnlyGuests = false);
