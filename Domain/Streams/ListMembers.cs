using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Lists who is in a stream: everybody, those of a kind, those who are online, or those with a name.</summary>
public sealed class ListMembers(StreamAccess access, ISeatStore seats, NameSieve names, IOnlineMembers online, IPresence presence)
{
    // So many seats are read and put to names at once; in larger places the directory is searched and seats are looked up.
    private const int MaxToSift = 500;

    private const string List = "members";

    /// <summary>One page of seats. A page of a search may have fewer than were asked for, or none, and still another after it.</summary>
    public async Task<Result<Page<SeatView>>> ExecuteAsync(ListMembersRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (!Enum.IsDefined(request.Filter))
            return new Error.Invalid("members.filter_unknown", "Members can be listed as all, managers, guests or online.", "filter");
        var (limit, role) = (PageLimit.Clamp(request.Limit), request.Filter == MemberFilter.Managers ? SeatRole.Manager : (SeatRole?)null);
        var wanted = new NameQuery(request.Query ?? "", request.Filter == MemberFilter.Guests);
        var isSearch = !names.TakesAll(wanted);
        var isLarge = isSearch && seat.Stream is { MemberCount: > MaxToSift, Workspace: not null };
        if (!Cursor.Parse(request.Cursor, isLarge ? NameSieve.List : List).TryGet(out var cursor, out error))
            return error;
        var onlyOnline = request.Filter == MemberFilter.Online;
        return isLarge ? await SearchAsync(seat, wanted, role, onlyOnline, cursor, limit, ct)
            : isSearch ? await SiftAsync(seat, wanted, role, onlyOnline, cursor, limit, ct)
            : onlyOnline ? await ListOnlineAsync(seat, cursor, limit, ct)
            : await seats.ListAsync(seat, new SeatQuery(cursor, limit, role), ct);
    }

    private async Task<Page<SeatView>> ListOnlineAsync(Seat seat, Cursor? cursor, int limit, CancellationToken ct)
    {
        var after = UserId.TryParse(cursor?.Key, null, out var last) ? last : default;
        var page = await online.ListAsync(seat, after, limit + 1, ct);
        UserId[] shown = [.. page.Take(limit)];
        var found = shown.Length == 0 ? [] : (await seats.ListAsync(seat, new SeatQuery(null, shown.Length, Among: shown), ct)).Items;
        return new Page<SeatView>(found, page.Count > limit ? new Cursor(List, shown[^1].ToString()) : null);
    }

    private async Task<Page<SeatView>> SearchAsync(Seat seat, NameQuery wanted, SeatRole? role, bool onlyOnline, Cursor? cursor, int limit, CancellationToken ct) =>
        await names.SearchAsync<SeatView>(
            seat.Stream.Workspace!.Value, // large places without a workspace do not come here
            wanted, cursor, limit,
            async people =>
            {
                UserId[] among = [.. people.Where(p => !onlyOnline || IsOnline(p))];
                if (among.Length == 0)
                    return [];
                var found = (await seats.ListAsync(seat, new SeatQuery(null, among.Length, role, among), ct)).Items.ToDictionary(s => s.User);
                return [.. among.Where(found.ContainsKey).Select(u => found[u])];
            },
            ct);

    private async Task<Page<SeatView>> SiftAsync(Seat seat, NameQuery wanted, SeatRole? role, bool onlyOnline, Cursor? cursor, int limit, CancellationToken ct)
    {
        var found = new List<SeatView>();
        for (var more = true; more && found.Count < limit;)
        {
            var page = await seats.ListAsync(seat, new SeatQuery(cursor, PageLimit.Max, role), ct);
            var fitting = await names.SiftAsync([.. page.Items.Select(s => s.User)], wanted, ct);
            SeatView[] fit = [.. page.Items.Where(s => fitting.Contains(s.User) && (!onlyOnline || IsOnline(s.User))).Take(limit - found.Count)];
            found.AddRange(fit);
            // A page that is full in the middle of what was read goes on right after its last one.
            cursor = found.Count == limit ? new Cursor(List, found[^1].User.ToString()) : page.Next;
            more = page.Next is not null;
        }

        return new Page<SeatView>(found, cursor);
    }

    private bool IsOnline(UserId user) => presence.Of(user) != PresenceState.Offline;
}

/// <summary>Which members of which stream.</summary>
/// <param name="Actor">The reader.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Query">Beginnings of the words of names, handles, titles or departments; empty for everybody.</param>
/// <param name="Filter">Which kind of members.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListMembersRequest(
    Actor Actor, StreamId Stream, string? Query = null, MemberFilter Filter = MemberFilter.All, string? Cursor = null, int? Limit = null);
