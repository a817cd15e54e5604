using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

/// <summary>Where the organization keeps when messages were read, lists and exports say it of each message.</summary>
public abstract class ReceiptTimesContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private ReceiptPolicy _policy = ReceiptPolicy.Default;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Fact]
    public async Task Each_message_has_the_time_at_which_it_was_passed_first()
    {
        await KeepAsync();
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        for (var i = 0; i < 4; i++)
            await Here.PostAsync(stream, ada);
        var first = await ReadAsync(stream, bo, 2);
        await ReadAsync(stream, bo, 0, MarkerMove.Back);
        await ReadAsync(stream, bo, 1);
        await ReadAsync(stream, bo, 2);
        var second = await ReadAsync(stream, bo, 4);

        foreach (var (seq, at) in new[] { (1, first), (2, first), (3, second), (4, second) })
        {
            var pass = await PassAsync(stream, seq, ada);
            Assert.True(pass.TellsTimes);
            Assert.Equal([new Reader(bo, at)], (await Here.Receipts.ListByTimeAsync(pass, null, 10, Ct)).Items);
            Assert.Equal([new Reader(bo, at)], await Here.Receipts.TakeAsync(pass, ReceiptSide.Read, 10, Ct));
            Assert.Equal(at, (await Here.Receipts.FindAsync(pass, ReceiptSide.Read, [bo], Ct))[bo].ReadAt);
            Assert.Equal([(new Reader(bo, at), ReceiptSide.Read)], await Here.Receipts.ListAllAsync(pass, new UserId(0), 10, Ct));
        }
    }

    [Fact]
    public async Task Of_what_was_posted_before_the_marker_tells_as_ever()
    {
        await DecideAsync(ReceiptPolicy.Default);
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);
        await ReadAsync(stream, bo, 1);
        Installation.Time.Advance(Step);
        await KeepAsync();
        await Here.PostAsync(stream, ada);
        var read = await ReadAsync(stream, bo, 2);

        var (before, after) = (await PassAsync(stream, 1, ada), await PassAsync(stream, 2, ada));

        Assert.Equal((false, true), (before.TellsTimes, after.TellsTimes));
        Assert.Equal([new Reader(bo, read)], (await Here.Receipts.ListByTimeAsync(before, null, 10, Ct)).Items);
        Assert.Equal([new Reader(bo, read)], (await Here.Receipts.ListByTimeAsync(after, null, 10, Ct)).Items);
        Assert.Equal([(2, 0)], await RowsAsync(stream));
    }

    [Fact]
    public async Task Nothing_is_kept_where_nobody_wants_it()
    {
        await DecideAsync(ReceiptPolicy.Default);
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);
        await ReadAsync(stream, bo, 1);

        Assert.Empty(await RowsAsync(stream));
    }

    [Fact]
    public async Task A_list_goes_on_behind_a_long_run_of_moves_that_are_of_other_messages()
    {
        await KeepAsync();
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        await ReadAsync(stream, people[1], 1);
        // As if she had read on and on: more moves than a page looks at.
        var start = Installation.Time.GetUtcNow();
        await Here.Router.For(stream).Database.WriteAsync(
            context =>
            {
                context.ReceiptLog.AddRange(Enumerable.Range(1, 1500).Select(i => new ReceiptLogRow
                {
                    Bucket = stream.Bucket,
                    StreamId = stream,
                    UserId = people[1],
                    Seq = i + 1,
                    FromSeq = i,
                    At = start.AddMilliseconds(i),
                }));
                return Task.CompletedTask;
            },
            Ct);
        await ReadAsync(stream, people[2], 1);

        var all = await ByTimeAsync(await PassAsync(stream, 1, people[0]), 10);

        Assert.Equal(people[1..], all.Select(r => r.User));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task After_any_history_each_reader_has_the_time_of_her_first_reading(int seed)
    {
        await KeepAsync();
        // A history must be the same each time it is run: its seed is its name.
#pragma warning disable CA5394
        var random = new Random(seed);
        var people = Here.NewPeople(6);
        var stream = await Here.ChannelAsync(people);
        var (marker, passed, author) = (people.ToDictionary(p => p, _ => 0L), new Dictionary<(UserId, long), DateTimeOffset>(), new List<UserId>());
        for (var act = 0; act < 50; act++)
        {
            var who = people[random.Next(people.Length)];
            var (last, seq) = (author.Count, random.NextInt64(0, author.Count + 2));
            switch (random.Next(4))
            {
                case 0 when last > 0:
                    var at = await ReadAsync(stream, who, seq, MarkerMove.Back);
                    Pass(who, Math.Min(seq, last), at);
                    marker[who] = Math.Min(seq, last);
                    break;
                case 1 or 2 when last > 0:
                    at = await ReadAsync(stream, who, seq);
                    Pass(who, Math.Min(seq, last), at);
                    marker[who] = Math.Max(marker[who], Math.Min(seq, last));
                    break;
                default:
                    await Here.PostAsync(stream, who);
                    author.Add(who);
                    if (marker[who] == last)
                        marker[who] = last + 1;
                    break;
            }
        }
#pragma warning restore CA5394

        for (var seq = 1; seq <= author.Count; seq++)
        {
            var expected = people.Where(p => p != author[seq - 1] && marker[p] >= seq).Select(p => new Reader(p, passed[(p, seq)])).OrderBy(r => r.ReadAt).ThenBy(r => r.User).ToArray();
            Assert.Equal(expected, await ByTimeAsync(await PassAsync(stream, seq, author[seq - 1]), 2));
        }

        void Pass(UserId who, long upTo, DateTimeOffset at)
        {
            for (var seq = marker[who] + 1; seq <= upTo; seq++)
                passed.TryAdd((who, seq), at);
        }
    }

    private async Task<List<Reader>> ByTimeAsync(ReceiptPass pass, int limit)
    {
        var all = new List<Reader>();
        Cursor? cursor = null;
        do
        {
            var page = await Here.Receipts.ListByTimeAsync(pass, cursor, limit, Ct);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private Task KeepAsync() => DecideAsync(ReceiptPolicy.Default with { TimesSince = Installation.Time.GetUtcNow() });

    private async Task DecideAsync(ReceiptPolicy policy)
    {
        var organization = await Installation.OrganizationAsync();
        _policy = policy;
        Assert.True((await Installation.Get<IReceiptPolicyStore>().SetAsync(policy, organization.Entry(), Ct)).IsOk);
    }

    private async Task<DateTimeOffset> ReadAsync(StreamId stream, UserId who, long seq, MarkerMove move = MarkerMove.Forward)
    {
        Installation.Time.Advance(Step);
        await Here.ReadUpToAsync(stream, who, seq, move);
        return Installation.Time.GetUtcNow();
    }

    private async Task<ReceiptPass> PassAsync(StreamId stream, long seq, UserId author) =>
        (await Here.SeatAsync(stream, author)).PassTo((await Here.FindAsync(stream, seq))!, _policy); // it is there

    private async Task<IEnumerable<(long Seq, long From)>> RowsAsync(StreamId stream) =>
        (await Here.RowsAsync(stream, c => c.ReceiptLog.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream))).Select(r => (r.Seq, r.FromSeq));
}

public sealed class ReceiptTimesOnSqliteTests(OnSqlite on) : ReceiptTimesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ReceiptTimesOnMariaDbTests(OnMariaDb on) : ReceiptTimesContract(on.Installation), IClassFixture<OnMariaDb>;
