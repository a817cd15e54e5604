using System.Globalization;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.Load;

/// <summary>How somebody spends her day.</summary>
internal enum Profile
{
    /// <summary>Reads, and marks as read.</summary>
    Lurker,

    /// <summary>Types, and posts half of what she began.</summary>
    Typist,

    /// <summary>Posts now and then.</summary>
    Poster,

    /// <summary>Posts every few seconds: the few who write most of what is written.</summary>
    Busy,

    /// <summary>Looks for people and channels, and tries doors that are closed to her.</summary>
    Searcher,

    /// <summary>Loses her connection every now and then.</summary>
    Traveller,
}

/// <summary>
/// Who sits where, and who is what: everybody in one channel, a quarter of all in each hall, 64 in a room, 10 in a team.
/// Everybody sits in one hall, two rooms and two teams. Some rooms and half of the teams are private.
/// </summary>
internal sealed class LoadPlan
{
    private const int RoomSize = 64;
    private const int TeamSize = 10;
    private const int Halls = 4;

    private readonly List<long> _private = [];

    private LoadPlan()
    {
    }

    public long Everybody { get; private set; }

    public IReadOnlyList<long> Streams { get; private set; } = [];

    /// <summary>Private channels.</summary>
    public IReadOnlyList<long> Private => _private;

    /// <summary>Each person's places, from the smallest to the largest.</summary>
    public IReadOnlyList<IReadOnlyList<long>> PlacesOf { get; private set; } = [];

    public static async Task<LoadPlan> BuildAsync(TownHall hall, IReadOnlyList<Citizen> people, Random random, CancellationToken ct)
    {
        var plan = new LoadPlan();
        var places = people.Select(_ => new List<long>()).ToArray();
        var order = Enumerable.Range(0, people.Count).ToArray();
        var streams = new List<long>();
        async Task SeatAsync(string name, bool isPrivate, int[] members)
        {
            var stream = await hall.ChannelAsync(name, isPrivate, [.. members.Select(m => people[m])], ct);
            lock (streams)
            {
                streams.Add(stream);
                if (isPrivate)
                    plan._private.Add(stream);
                foreach (var member in members)
                    places[member].Add(stream);
            }
        }

        async Task SplitAsync(string name, int size, Func<int, bool> isPrivate)
        {
            random.Shuffle(order);
            var groups = order.Chunk(size).Select((members, n) => (Members: members, Number: n)).ToArray();
            await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (group, _) =>
                await SeatAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{group.Number}"), isPrivate(group.Number), group.Members));
        }

        await SplitAsync("team-a", TeamSize, n => n % 2 == 0);
        await SplitAsync("team-b", TeamSize, n => n % 2 == 0);
        await SplitAsync("room-a", RoomSize, n => n % 4 == 0);
        await SplitAsync("room-b", RoomSize, n => n % 4 == 0);
        await SplitAsync("hall", Math.Max(1, (people.Count + Halls - 1) / Halls), _ => false);
        await SeatAsync("everybody", isPrivate: false, order);
        plan.Everybody = streams[^1];
        (plan.Streams, plan.PlacesOf) = (streams, places);
        return plan;
    }

    /// <summary>Of a hundred people, so many are each.</summary>
    public static Profile ProfileOf(int number) => (number * 37 % 100) switch
    {
        < 55 => Profile.Lurker,
        < 70 => Profile.Typist,
        < 88 => Profile.Poster,
        < 90 => Profile.Busy,
        < 95 => Profile.Searcher,
        _ => Profile.Traveller,
    };

    /// <summary>Where somebody writes next: mostly in her teams, seldom to everybody.</summary>
    public long Choose(int person, Random random)
    {
        var own = PlacesOf[person];
        var dice = random.NextDouble();
        return dice switch
        {
            < 0.6 => own[random.Next(Math.Min(2, own.Count))],
            < 0.93 => own[Math.Min(own.Count - 1, 2 + random.Next(2))],
            < 0.995 => own[Math.Min(own.Count - 1, 4)],
            _ => own[^1],
        };
    }
}
