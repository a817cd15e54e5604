using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Receipts;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

/// <summary>Whatever people do, lists and counts are what one gets who has watched them and counts on his fingers.</summary>
public abstract class ReceiptRecountContract(TestInstallation installation) : StoreContract(installation)
{
    private const int Histories = 12;
    private const int Acts = 60;
    private static readonly ReceiptSide[] Sides = [ReceiptSide.Read, ReceiptSide.NotRead, ReceiptSide.NotShared];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Histories)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Lists_and_counts_equal_a_recount_after_any_history(int seed)
    {
        // A history must be the same each time it is run: its seed is its name.
#pragma warning disable CA5394
        var random = new Random(seed);
        var people = Here.NewPeople(7).Select(id => new Person(id) { WasIn = true }).ToArray();
        var stream = await Here.ChannelAsync([.. people[..5].Select(p => p.Id)]);
        foreach (var later in people[5..])
            later.IsIn = later.WasIn = false;
        for (var act = 0; act < Acts; act++)
        {
            Installation.Time.Advance(TimeSpan.FromSeconds(random.Next(3)));
            await ActAsync(random, stream, people[random.Next(people.Length)], people[0]);
        }
#pragma warning restore CA5394

        Installation.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var message in (await Here.HistoryAsync(stream)).Where(m => m.Note is null))
        {
            foreach (var policy in new[] { ReceiptPolicy.Default, new ReceiptPolicy(ReceiptAudience.Everyone, true) })
                await RecountAsync((await Here.SeatAsync(stream, people[0].Id)).PassTo(message.Seq, message.Author, policy), people);
        }
    }

#pragma warning disable CA5394
    private async Task ActAsync(Random random, StreamId stream, Person who, Person manager)
    {
        var last = (await Here.HeadAsync(stream)).LastSeq;
        var seq = random.NextInt64(0, last + 2);
        switch (random.Next(10))
        {
            case 0 when who.IsIn && who != manager:
                await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, who.Id), who.Id, null, Ct);
                (who.IsIn, who.Left) = (false, last);
                break;
            case 0 or 1 or 2 when !who.IsIn:
                await Here.Seats.AddAsync(stream, manager.Id, [new NewSeat(who.Id, SeatRole.Member)], null, Ct);
                (who.IsIn, who.Joined, who.Read, who.WasIn) = (true, last, last, true);
                await SettleAsync(who);
                break;
            case 3 or 4 or 5 when who.IsIn:
                await Here.ReadUpToAsync(stream, who.Id, seq);
                who.Read = Math.Max(who.Read, Math.Min(seq, last));
                break;
            case 6 when who.IsIn:
                await Here.ReadUpToAsync(stream, who.Id, seq, MarkerMove.Back);
                who.Read = Math.Min(seq, last);
                break;
            case 7:
                who.Standing = (ReceiptStanding)random.Next(3);
                await SettleAsync(who);
                break;
            default:
                if (!who.IsIn)
                    break;
                await Here.PostAsync(stream, who.Id);
                if (who.Read == last)
                    who.Read = last + 1;
                break;
        }
    }
#pragma warning restore CA5394

    private Task SettleAsync(Person who) => Here.ReceiptSeats.SettleAsync(who.Id, who.Standing, Ct);

    private async Task RecountAsync(ReceiptPass pass, Person[] people)
    {
        var others = people.Where(p => p.Id != pass.Author).ToArray();
        var counted = others.Where(p => p.IsIn && p.Standing != ReceiptStanding.Deactivated).ToArray();
        var wereIn = counted.Where(p => p.Joined < pass.Seq).ToArray();
        var expected = wereIn.GroupBy(p => SideOf(p, pass)).ToDictionary(g => g.Key, g => g.Select(p => p.Id).Order().ToArray());
        var gone = others.Count(p => p.WasIn && p.Joined < pass.Seq && (p.IsIn ? p.Standing == ReceiptStanding.Deactivated : p.Left >= pass.Seq));

        var counts = new ReceiptCounts(Count(ReceiptSide.Read), Count(ReceiptSide.NotRead), Count(ReceiptSide.NotShared), counted.Length - wereIn.Length, gone, null);
        Assert.Equal(counts, await Here.Receipts.CountAsync(pass, Ct));
        foreach (var way in Enum.GetValues<RecountWay>())
            Assert.Equal((way, counts), (way, await CountAsync(pass, way)));
        foreach (var side in Sides)
        {
            var wanted = expected.GetValueOrDefault(side, []);
            Assert.Equal(wanted, (await Here.Receipts.TakeAsync(pass, side, 100, Ct)).Select(r => r.User).Order());
            Assert.Equal(wanted, (await Here.Receipts.FindAsync(pass, side, [.. people.Select(p => p.Id)], Ct)).Keys.Order());
        }

        Assert.Equal(expected.GetValueOrDefault(ReceiptSide.Read, []), (await ByTimeAsync(pass)).Order());
        var all = await Here.Receipts.ListAllAsync(pass, new UserId(0), 100, Ct);
        Assert.Equal(wereIn.Select(p => (p.Id, SideOf(p, pass))).Order(), all.Select(r => (r.Reader.User, r.Side)).Order());

        int Count(ReceiptSide side) => expected.GetValueOrDefault(side, []).Length;
    }

    private Task<ReceiptCounts> CountAsync(ReceiptPass pass, RecountWay way)
    {
        var database = Installation.Get<ShardRouter>().For(pass.Seat.Stream.Id).Database;
        return database.CommandAsync(async (connection, _, ct) => (await ReceiptRecount.ReadAsync(connection, database.Sql, pass, way, ct)).For(pass.Policy, null));
    }

    private async Task<List<UserId>> ByTimeAsync(ReceiptPass pass)
    {
        var all = new List<UserId>();
        Cursor? cursor = null;
        do
        {
            var page = await Here.Receipts.ListByTimeAsync(pass, cursor, 2, Ct);
            all.AddRange(page.Items.Select(r => r.User));
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private static ReceiptSide SideOf(Person person, ReceiptPass pass) =>
        person.Standing == ReceiptStanding.OptedOut && pass.Policy.AllowsOptOut ? ReceiptSide.NotShared
        : person.Read >= pass.Seq ? ReceiptSide.Read
        : ReceiptSide.NotRead;

    /// <summary>A person as one who watched her remembers her.</summary>
    private sealed class Person(UserId id)
    {
        public UserId Id => id;

        public bool IsIn { get; set; } = true;

        public bool WasIn { get; set; }

        public long Joined { get; set; }

        public long Left { get; set; }

        public long Read { get; set; }

        public ReceiptStanding Standing { get; set; }
    }
}

public sealed class ReceiptRecountOnSqliteTests(OnSqlite on) : ReceiptRecountContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ReceiptRecountOnMariaDbTests(OnMariaDb on) : ReceiptRecountContract(on.Installation), IClassFixture<OnMariaDb>;
