using System.Collections.Concurrent;
using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Realtime;

public abstract class OutboxRelayContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task What_the_bus_did_not_bring_is_found_once_in_the_order_of_its_stream()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var relay = NewRelay(stream);

        await Here.PostAsync(stream, ada, "one");
        await Here.EditAsync(stream, 1, ada, Here.Message("two"));
        await Here.ReactAsync(stream, 1, ada, "👍");
        var missed = await AllAsync(relay, stream);

        Assert.Equal([2L, 3L, 4L], missed.Select(e => e.Version));
        MessageAssert.Same(await Here.FindAsync(stream, 1), ((MessagePosted)missed[0]).Message);
        Assert.Empty(await AllAsync(relay, stream));
        Installation.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await AllAsync(relay, stream));
    }

    [Fact]
    public async Task What_the_bus_brought_is_not_found()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var relay = NewRelay(stream);
        var heard = new ConcurrentQueue<DomainEvent>();
        using (Here.Bus.Subscribe(n => { if (n is DomainEvent e) heard.Enqueue(e); }, () => { }))
        {
            await Here.PostAsync(stream, ada);
            await Eventually.TrueAsync(() => heard.Any(e => e.Stream == stream && e.Version == 2), "the event is heard");
        }

        foreach (var happened in heard)
            relay.Seen(happened);
        await Here.PostAsync(stream, ada);

        Assert.Equal([3L], (await AllAsync(relay, stream)).Select(e => e.Version));
    }

    [Fact]
    public async Task What_was_before_its_time_is_left_alone()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        Installation.Time.Advance(TimeSpan.FromMinutes(1));
        var relay = NewRelay(stream);

        Assert.Empty(await AllAsync(relay, stream));
    }

    [Fact]
    public async Task Hours_of_ticks_find_each_event_once()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var relay = NewRelay(stream);
        var found = new List<long>();
        for (var i = 0; i < 60; i++)
        {
            if (i % 2 == 0)
                await Here.PostAsync(stream, ada);
            Installation.Time.Advance(TimeSpan.FromSeconds(i % 7 == 0 ? 120 : 1));
            found.AddRange((await AllAsync(relay, stream)).Select(e => e.Version));
        }

        Assert.Equal(Enumerable.Range(2, 30).Select(v => (long)v), found);
    }

    [Fact]
    public async Task A_transaction_that_commits_late_is_still_found()
    {
        var ada = Here.NewPerson();
        var bucket = new Bucket(401);
        var (slow, fast) = (await InAsync(bucket, ada), await InAsync(bucket, ada));
        var relay = NewRelay(slow);
        await AllAsync(relay, slow);
        var database = Here.Router.For(slow).Database;
        await using var late = database.NewContext();
        var older = Here.Ids.Next<EventId>();

        // On SQLite there is one writer: the late one writes after the other, with its older id.
        var isSqlite = database.Writer is not null;
        var transaction = isSqlite ? null : await BeginAsync(late, slow, older, ada);
        await Here.PostAsync(fast, ada);
        Installation.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([fast], (await AllAsync(relay, slow)).Select(e => e.Stream));
        Installation.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Empty(await AllAsync(relay, slow));
        transaction ??= await BeginAsync(late, slow, older, ada);
        await transaction.CommitAsync(Ct);
        await transaction.DisposeAsync();

        Assert.Equal(older, Assert.Single(await AllAsync(relay, slow)).Id);
        Assert.Empty(await AllAsync(relay, slow));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_holds_up_nobody()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var bucket = new Bucket(402);
        var (bad, good) = (await InAsync(bucket, ada), await InAsync(bucket, ada));
        var relay = NewRelay(bad);
        await AllAsync(relay, bad);
        await Here.Seats.AddAsync(bad, ada, [new NewSeat(bo, SeatRole.Member)], null, Ct);
        await Here.PostAsync(good, ada);
        await Here.PostAsync(bad, ada);
        await Here.Router.For(bad).Database.WriteAsync(
            c => c.Outbox.Where(o => o.Bucket == bucket && o.StreamId == bad && o.Version == 2).ExecuteUpdateAsync(s => s.SetProperty(o => o.Data, "{broken"), Ct), Ct);

        var missed = await AllAsync(relay, bad);

        // Who was added is also told by a note.
        Assert.Equal(
            [(bad, 2L, typeof(StreamChanged)), (bad, 3L, typeof(MessagePosted)), (good, 2L, typeof(MessagePosted)), (bad, 4L, typeof(MessagePosted))],
            missed.OrderBy(e => e.Id).Select(e => (e.Stream, e.Version, e.GetType())));
        Assert.Empty(await AllAsync(relay, bad));
    }

    [Fact]
    public async Task Thousands_are_found_each_once_however_long_it_takes()
    {
        const int Count = 4_200;
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var relay = NewRelay(stream);
        await AllAsync(relay, stream);
        await InsertAsync(stream, ada, Count);

        var found = new List<long>();
        while (await relay.ReadMissedAsync(Ct) is { Count: > 0 } missed)
        {
            Assert.InRange(missed.Count, 1, 500);
            found.AddRange(missed.Where(e => e.Stream == stream).Select(e => e.Version));
            // A slow node: minutes pass between two reads.
            Installation.Time.Advance(TimeSpan.FromSeconds(40));
        }

        Assert.Equal(Enumerable.Range(2, Count).Select(v => (long)v), found);
    }

    private OutboxRelay NewRelay(StreamId stream)
    {
        // Ids of other tests that ran ahead of the clock lie behind.
        Installation.Time.Advance(TimeSpan.FromMinutes(1));
        return new OutboxRelay(Here.Router.For(stream), Installation.Time);
    }

    private Task<StreamId> InAsync(Bucket bucket, UserId by) => Here.MakeAsync(Here.Channel(by) with { Id = Here.Ids.NextIn<StreamId>(bucket) }, by);

    // Other tests of this class share the shard.
    private async Task<List<DomainEvent>> AllAsync(OutboxRelay relay, StreamId stream)
    {
        var all = new List<DomainEvent>();
        while (await relay.ReadMissedAsync(Ct) is { Count: > 0 } missed)
            all.AddRange(missed);
        return [.. all.Where(e => e.Stream.Bucket == stream.Bucket && e.Version > 1)];
    }

    private async Task<IDbContextTransaction> BeginAsync(ShardContext context, StreamId stream, EventId id, UserId by)
    {
        var transaction = await context.Database.BeginTransactionAsync(Ct);
        var head = await context.Streams.AsTracking().SingleAsync(s => s.Bucket == stream.Bucket && s.StreamId == stream, Ct);
        head.Version++;
        context.Outbox.Add(new OutboxRow
        {
            Bucket = stream.Bucket,
            StreamId = stream,
            Version = head.Version,
            EventId = id,
            Kind = OutboxKind.StreamChanged,
            ActorId = by,
            At = Installation.Time.GetUtcNow(),
        });
        await context.SaveChangesAsync(Ct);
        return transaction;
    }

    private Task InsertAsync(StreamId stream, UserId by, int count) =>
        Here.Router.For(stream).Database.WriteAsync(
            async context =>
            {
                var values = Enumerable.Range(2, count).Select(version => string.Create(
                    CultureInfo.InvariantCulture,
                    $"({stream.Bucket.Value}, {stream.Value}, {version}, {Here.Ids.Next<EventId>().Value}, {(int)OutboxKind.StreamChanged}, 0, {by.Value}, 0)"));
                foreach (var chunk in values.Chunk(1000))
                {
#pragma warning disable EF1002 // numbers only
                    await context.Database.ExecuteSqlRawAsync(
                        $"INSERT INTO outbox (bucket, stream_id, version, event_id, kind, seq, actor_id, at) VALUES {string.Join(", ", chunk)}", Ct);
#pragma warning restore EF1002
                }
            },
            Ct);
}

public sealed class OutboxRelayOnSqliteTests(OnSqlite on) : OutboxRelayContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class OutboxRelayOnMariaDbTests(OnMariaDb on) : OutboxRelayContract(on.Installation), IClassFixture<OnMariaDb>;
