using System.Globalization;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>
/// Pages of receipts by name. Names are in the directory and receipts on the shards, so a short list is put to names and
/// sorted here; for a long one the directory is gone through by name and the shard asked who is on the list. Both orders
/// and their cursors are the same: a list that grows or shrinks between two pages goes on where it was.
/// </summary>
public sealed class ReceiptsByName(IReceiptStore receipts, IPeopleStore people, INameFolding folding)
{
    /// <summary>Lists up to this length are sorted here.</summary>
    public const int MaxToSort = 500;

    private const int MostPages = 10;

    /// <summary>True when a query leaves nobody out.</summary>
    public bool TakesAll(string? query) => folding.Words(query ?? "").Count == 0;

    /// <summary>One page.</summary>
    public async Task<Page<Reader>> ListAsync(ReceiptPass pass, ReceiptSide side, string query, Cursor? cursor, int limit, CancellationToken ct)
    {
        var words = folding.Words(query);
        // One more than are sorted tells a long list from a short one. Chats and their threads are short always.
        var all = await receipts.TakeAsync(pass, side, MaxToSort + 1, ct);
        return all.Count > MaxToSort && pass.Seat.Stream.Workspace is { } workspace
            ? await WalkAsync(pass, side, new PeopleQuery(workspace, words, cursor, PageLimit.Max), limit, ct)
            : await SortAsync(all, words, cursor, limit, ct);
    }

    private async Task<Page<Reader>> SortAsync(IReadOnlyList<Reader> all, IReadOnlyList<string> words, Cursor? cursor, int limit, CancellationToken ct)
    {
        var named = all.Count == 0 ? [] : await people.FindAsync([.. all.Select(r => r.User)], ct);
        var readers = all.ToDictionary(r => r.User);
        var rows = named.Where(p => p.IsActive && Fits(p, words)).Select(p => (Key: folding.SortKey(p.DisplayName), Reader: readers[p.Id]))
            .OrderBy(r => r.Key, StringComparer.Ordinal).ThenBy(r => r.Reader.User);
        var (afterName, after) = Position(cursor);
        var page = rows.SkipWhile(r => cursor is not null && string.CompareOrdinal(r.Key, afterName) is var order && (order < 0 || (order == 0 && r.Reader.User <= after)))
            .Take(limit + 1).ToArray();
        return new Page<Reader>(
            [.. page.Take(limit).Select(r => r.Reader)],
            page.Length > limit ? NextOf(page[limit - 1].Reader.User, page[limit - 1].Key) : null);
    }

    private async Task<Page<Reader>> WalkAsync(ReceiptPass pass, ReceiptSide side, PeopleQuery query, int limit, CancellationToken ct)
    {
        var found = new List<Reader>(limit);
        var cursor = query.Cursor;
        for (var pages = 0; pages < MostPages && found.Count < limit; pages++)
        {
            var page = await people.SearchAsync(query with { Cursor = cursor }, ct);
            var on = await receipts.FindAsync(pass, side, [.. page.Items.Select(p => p.Id)], ct);
            cursor = page.Next;
            foreach (var person in page.Items.Where(p => on.ContainsKey(p.Id)))
            {
                if (found.Count == limit)
                {
                    cursor = NextOf(found[^1].User, folding.SortKey(page.Items.Single(p => p.Id == found[^1].User).DisplayName));
                    break;
                }

                found.Add(on[person.Id]);
            }

            if (cursor is null)
                break;
        }

        return new Page<Reader>(found, cursor);
    }

    private bool Fits(Person person, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return true;
        var own = folding.Words($"{person.DisplayName} {person.Handle} {person.Title}", 40);
        return words.All(word => own.Any(o => o.StartsWith(word, StringComparison.Ordinal)));
    }

    // The form of the directory's own cursors.
    private static Cursor NextOf(UserId user, string key) => new(NameSieve.List, $"{user} {key}");

    private static (string Name, UserId User) Position(Cursor? cursor)
    {
        if (cursor is null || cursor.Key.IndexOf(' ', StringComparison.Ordinal) is not (> 0 and var space)
            || !UserId.TryParse(cursor.Key[..space], CultureInfo.InvariantCulture, out var user))
            return ("", default);
        return (cursor.Key[(space + 1)..], user);
    }
}
