using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>Events are kept for a month, and for as long as somebody needs them.</summary>
public abstract class OutboxExpiryContract(TestInstallation installation) : ConsumerSuite(installation)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public async Task Events_that_everybody_has_passed_go_after_a_month_and_whoever_asks_for_them_loads_afresh()
    {
        var ada = Here.NewPerson();
        var stream = await StreamAsync(ada, posts: 3);
        var consumer = new Recorder();
        await CatchUpAsync(NodeFor(stream, consumer));

        Installation.Time.Advance(Month - TimeSpan.FromMinutes(1));
        await ExpireAsync(consumer);
        Assert.Equal(Versions(4), await KeptAsync(stream));
        Installation.Time.Advance(TimeSpan.FromMinutes(2));
        await Here.PostAsync(stream, ada);
        await ExpireAsync(consumer);
        await ExpireAsync(consumer);

        Assert.Equal([5L], await KeptAsync(stream));
        var seat = await Here.SeatAsync(stream, ada);
        Assert.False((await Here.Log.ReadAsync(seat, 3, 100, Ct)).IsComplete);
        var rest = await Here.Log.ReadAsync(seat, 4, 100, Ct);
        Assert.Equal((true, 5L), (rest.IsComplete, Assert.Single(rest.Events).Version));
    }

    [Fact]
    public async Task What_a_consumer_has_not_passed_stays()
    {
        var ada = Here.NewPerson();
        var stream = await StreamAsync(ada, posts: 4);
        var (quick, slow) = (new Recorder(), new Recorder { Fails = e => e.Stream == stream && e.Version == 3 ? new OutageException("away") : null });
        await CatchUpAsync(NodeFor(stream, quick));
        Installation.Time.Advance(Month + TimeSpan.FromMinutes(1));
        await ExpireAsync(quick, slow);
        Assert.Equal(Versions(5), await KeptAsync(stream));

        // One that handles event by event, until the third cannot be taken.
        await Here.Router.For(stream).Database.WriteAsync(
            c =>
            {
                c.Add(new ConsumerCursorRow { Bucket = stream.Bucket, Consumer = slow.Name, StreamId = stream, Version = 2 });
                return Task.CompletedTask;
            },
            Ct);
        await ExpireAsync(quick, slow);
        Assert.Equal([3L, 4L, 5L], await KeptAsync(stream));

        slow.Fails = _ => null;
        await CatchUpAsync(NodeFor(stream, slow));
        Assert.Equal([3L, 4L, 5L], slow.Given(stream));
        await ExpireAsync(quick, slow);
        Assert.Empty(await KeptAsync(stream));
    }

    [Fact]
    public async Task A_parked_event_stays_with_what_follows_it_until_it_is_given_up()
    {
        var ada = Here.NewPerson();
        var stream = await StreamAsync(ada, posts: 3);
        var consumer = new Recorder { Fails = e => e.Stream == stream && e.Version == 3 ? new InvalidOperationException() : null };
        await StepUntilAsync(NodeFor(stream, consumer), () => consumer.Given(stream).Contains(4));
        Installation.Time.Advance(Month + TimeSpan.FromMinutes(1));

        await ExpireAsync(consumer);
        Assert.Equal([3L, 4L], await KeptAsync(stream));

        await new ConsumerRows(Parts(Here.Services), consumer.Name).UnparkAsync(Assert.Single(await ParkedAsync(stream, consumer)), Ct);
        await ExpireAsync(consumer);
        Assert.Empty(await KeptAsync(stream));
    }

    [Fact]
    public async Task Many_go_in_one_round_also_behind_many_that_stay()
    {
        var (staying, going) = (Here.Ids.NextInAnyBucket<StreamId>(), Here.Ids.NextInAnyBucket<StreamId>());
        var consumer = new Recorder();
        await AddEventsAsync(staying, 1200);
        await AddEventsAsync(going, 1200);
        await Here.Router.For(going).Database.WriteAsync(
            c =>
            {
                c.Add(new ConsumerCursorRow { Bucket = going.Bucket, Consumer = consumer.Name, StreamId = going, Version = 1200 });
                return Task.CompletedTask;
            },
            Ct);
        Installation.Time.Advance(Month + TimeSpan.FromMinutes(1));

        await ExpireAsync(consumer);
        Assert.Equal(1200, (await KeptAsync(staying)).Count);
        Assert.Empty(await KeptAsync(going));
    }

    private async Task<StreamId> StreamAsync(UserId by, int posts)
    {
        var stream = await Here.ChannelAsync(by);
        for (var i = 0; i < posts; i++)
            await Here.PostAsync(stream, by);
        return stream;
    }

    private Task AddEventsAsync(StreamId stream, int count) => Here.Router.For(stream).Database.WriteAsync(
        c =>
        {
            c.AddRange(Enumerable.Range(1, count).Select(version => new OutboxRow
            {
                Bucket = stream.Bucket,
                StreamId = stream,
                Version = version,
                EventId = Here.Ids.Next<EventId>(),
                Kind = OutboxKind.StreamChanged,
                At = Installation.Time.GetUtcNow(),
            }));
            return Task.CompletedTask;
        },
        Ct);

    // Of all streams on the shard, those of other tests as well: a test looks at what is kept of its own.
    private Task ExpireAsync(params IEventConsumer[] consumers) =>
        new OutboxExpiry(Parts(Here.Services), consumers, NullLogger<OutboxExpiry>.Instance).RunOnceAsync(Ct);

    private async Task<IReadOnlyList<long>> KeptAsync(StreamId stream) =>
        [.. (await Here.RowsAsync(stream, c => c.Outbox.Where(o => o.Bucket == stream.Bucket && o.StreamId == stream))).Select(o => o.Version).Order()];
}

public sealed class OutboxExpiryOnSqliteTests(OnSqlite on) : OutboxExpiryContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class OutboxExpiryOnMariaDbTests(OnMariaDb on) : OutboxExpiryContract(on.Installation), IClassFixture<OnMariaDb>;
