using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;

namespace Collab.Domain.Messages;

/// <summary>Counts a crowd that is about to be called: who is online, in which zones, for whom it is night.</summary>
public sealed class CallCrowd(ISeatStore seats, IUserGroupDirectory groups, IOnlineMembers online, IAudienceZones zones, TimeProvider time)
{
    private const int NightBegins = 22;
    private const int NightEnds = 7;

    /// <summary>Everybody in a place but the actor. In a large one nobody is looked at one by one.</summary>
    public async Task<CallPreview> OfPlaceAsync(Seat seat, WorkspaceId workspace, CancellationToken ct)
    {
        var people = Others(seat);
        if (people <= BroadcastRules.AsksAbove)
            return CallPreview.Nobody;
        var here = (await HereAsync(seat, ct)).Count;
        return people > BroadcastRules.LargePlace
            ? Say(people, here, await zones.CountAsync(seat.Actor.Organization, workspace, ct))
            : Say(people, here, await zones.CountAsync(seat.Actor.Organization, await ListOthersAsync(seat, ct), ct));
    }

    /// <summary>Those in a place who are online, but the actor.</summary>
    public async Task<CallPreview> OfThoseHereAsync(Seat seat, WorkspaceId workspace, CancellationToken ct)
    {
        var here = await HereAsync(seat, ct);
        if (here.Count <= BroadcastRules.AsksAbove)
            return CallPreview.Nobody;
        return Say(here.Count, here.Count, await ZonesOfAsync(seat.Actor, workspace, here, ct)) with { Among = Others(seat) };
    }

    /// <summary>Those in the groups who are seated in the place, each once, but the actor.</summary>
    public async Task<CallPreview> OfGroupsAsync(Seat seat, WorkspaceId workspace, IReadOnlyList<UserGroup> called, CancellationToken ct)
    {
        var seated = new HashSet<UserId>();
        foreach (var group in called)
        {
            Cursor? cursor = null;
            do
            {
                var page = await groups.ListMembersAsync(group.Id, cursor, PageLimit.Max, ct);
                seated.UnionWith(await seats.WhoIsSeatedAsync(seat.Stream.Id, page.Items, ct));
                cursor = page.Next;
            }
            while (cursor is not null && seated.Count <= BroadcastRules.LargePlace);
        }

        seated.Remove(seat.Actor.User);
        if (seated.Count <= BroadcastRules.AsksAbove)
            return CallPreview.Nobody;
        var here = (await HereAsync(seat, ct)).Count(seated.Contains);
        return Say(seated.Count, here, await ZonesOfAsync(seat.Actor, workspace, seated, ct));
    }

    private static int Others(Seat seat) => seat.Stream.MemberCount - (seat.IsMember ? 1 : 0);

    private async Task<IReadOnlyCollection<UserId>> HereAsync(Seat seat, CancellationToken ct) =>
        [.. (await online.ListHereAsync(seat, ct)).Where(user => user != seat.Actor.User)];

    private async Task<IReadOnlyCollection<UserId>> ListOthersAsync(Seat seat, CancellationToken ct)
    {
        var others = new List<UserId>();
        Cursor? cursor = null;
        do
        {
            var page = await seats.ListAsync(seat, new SeatQuery(cursor, PageLimit.Max), ct);
            others.AddRange(page.Items.Select(s => s.User).Where(user => user != seat.Actor.User));
            cursor = page.Next;
        }
        while (cursor is not null && others.Count < BroadcastRules.LargePlace);
        return others;
    }

    // Which of the workspace's people are in a large crowd is not asked: their shares are taken for the crowd's.
    private Task<IReadOnlyDictionary<string, int>> ZonesOfAsync(Actor actor, WorkspaceId workspace, IReadOnlyCollection<UserId> crowd, CancellationToken ct) =>
        crowd.Count > BroadcastRules.LargePlace
            ? zones.CountAsync(actor.Organization, workspace, ct)
            : zones.CountAsync(actor.Organization, crowd, ct);

    private CallPreview Say(int people, int here, IReadOnlyDictionary<string, int> counted)
    {
        var (all, now) = (Math.Max(1, counted.Values.Sum()), time.GetUtcNow());
        var asleep = counted.Where(z => IsNight(z.Key, now)).Sum(z => (long)z.Value);
        return new CallPreview(people, here, counted.Count, (int)(people * asleep / all));
    }

    private static bool IsNight(string zone, DateTimeOffset now) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && TimeZoneInfo.ConvertTime(now, found).Hour is >= NightBegins or < NightEnds;
}
