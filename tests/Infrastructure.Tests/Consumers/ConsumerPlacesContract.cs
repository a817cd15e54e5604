using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Collab.Domain.Consumers;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>Consumers over shards: buckets that move, figures that are told.</summary>
public abstract class ConsumerPlacesContract(TestInstallation installation) : ConsumerSuite(installation)
{
    [Fact]
    public async Task Cursors_move_with_their_bucket_and_the_old_copy_is_left_alone()
    {
        var ada = Here.NewPerson();
        var bucket = new Bucket(77);
        var stream = await ChannelInAsync(bucket, ada);
        await Here.PostAsync(stream, ada);
        var consumer = new Recorder();
        var old = NodeFor(stream, consumer);
        await CatchUpAsync(old);
        await Here.PostAsync(stream, ada); // not handled before the move
        await old.StopAsync(Ct);

        var moved = await MovedAsync(bucket, to: 3);
        var (there, router) = (new Stage(moved), moved.GetRequiredService<ShardRouter>());
        await there.PostAsync(stream, ada);
        var target = NodeFor(moved, stream, consumer);
        await CatchUpAsync(target);
        await CatchUpAsync(new ShardConsumers(Here.Router.For(bucket), [consumer], Parts(moved)));

        Assert.Equal("shard-3", router.For(bucket).Name);
        Assert.Equal(Versions(4), consumer.Given(stream));
        await RemoveAsync(router.For(bucket), bucket);
        await moved.DisposeAsync();
    }

    [Fact]
    public async Task A_bucket_that_comes_to_a_shard_is_looked_through_at_once()
    {
        var ada = Here.NewPerson();
        var bucket = new Bucket(78);
        var stream = await ChannelInAsync(bucket, ada);
        var moved = await MovedAsync(bucket, to: 3);
        var router = moved.GetRequiredService<ShardRouter>();
        var (shard, after) = (router.For(bucket), Map(router, router.MapVersion + 2, (bucket, 3)));
        router.Load(Map(router, router.MapVersion + 1, (bucket, 0)), router.All);
        Installation.Time.Advance(TimeSpan.FromMinutes(2));
        var consumer = new Recorder();
        var node = new ShardConsumers(shard, [consumer], Parts(moved));
        await CatchUpAsync(node);
        Assert.Empty(consumer.Given(stream)); // a copy in the making

        router.Load(after, router.All);
        await StepAsync(node);
        await CatchUpAsync(node);

        Assert.Equal([1L], consumer.Given(stream));
        await RemoveAsync(shard, bucket);
        await moved.DisposeAsync();
    }

    [Fact]
    public async Task The_lag_is_the_age_of_the_oldest_event_that_is_not_handled()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder();
        var node = NodeFor(stream, consumer);
        await CatchUpAsync(node);
        Assert.Equal(0, (await FiguresAsync(stream, consumer)).LagSeconds);
        consumer.Fails = _ => new OutageException("away");
        await Here.PostAsync(stream, ada);
        await StepAsync(node);
        Installation.Time.Advance(TimeSpan.FromSeconds(42));
        await Here.PostAsync(stream, ada);
        await StepAsync(node); // says how it is doing

        var figures = await FiguresAsync(stream, consumer);
        Assert.Equal((42.0, 1, ConsumerCondition.Stopped), (figures.LagSeconds, figures.Waiting, figures.Condition));
        Assert.Equal("OutageException in Recorder", figures.Error);
        await node.StopAsync(Ct);
        Assert.Equal(ConsumerCondition.Unattended, (await FiguresAsync(stream, consumer)).Condition);
    }

    [Fact]
    public async Task A_node_that_takes_over_in_an_outage_knows_how_long_it_lasts()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder { Fails = e => e.Stream == stream ? new OutageException("away") : null };
        // Longer ago than any look at the recent past: only the comparison with the cursors finds it.
        Installation.Time.Advance(TimeSpan.FromMinutes(10));
        var node = NodeFor(stream, consumer);
        await StepUntilAsync(node, () => node.Runs.Single().Report.Condition == ConsumerCondition.Stopped);

        Assert.InRange(Installation.Time.GetUtcNow() - node.Runs.Single().Report.OldestAt!.Value, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
        await node.StopAsync(Ct);
    }

    [Fact]
    public void What_is_heard_of_a_stream_while_it_is_worked_on_is_not_forgotten()
    {
        var (backlog, stream, at) = (new Backlog(), Here.Ids.NextInAnyBucket<StreamId>(), Installation.Time.GetUtcNow());
        backlog.Add(stream, null);
        var taken = backlog.Take(at)!;
        backlog.Add(stream, at);
        backlog.GiveBack(stream.Bucket, taken, taken);

        Assert.Equal((1, at), (backlog.Count, backlog.OldestAt!.Value));
    }

    [Fact]
    public async Task The_worker_brings_events_by_itself_and_measures_its_lag()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder { Fails = e => e.Stream == stream && e.Version == 2 ? new OutageException("away") : null };
        using var worker = new ConsumerWorker([consumer], Parts(Here.Services));
        var lag = 0.0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Name == "collab.consumer.lag")
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, measured, tags, _) => lag = tags[0].Value as string == consumer.Name ? measured : lag);
        listener.Start();
        await worker.StartAsync(Ct);
        await EventuallyAsync(() => consumer.Given(stream).Count == 1, "the first event is given");
        await Here.PostAsync(stream, ada);
        await EventuallyAsync(
            () =>
            {
                listener.RecordObservableInstruments();
                return lag > 5;
            },
            "the lag grows");

        consumer.Fails = _ => null;
        await EventuallyAsync(() => consumer.Given(stream).Count == 2, "the second event is given");
        await EventuallyAsync(
            () =>
            {
                listener.RecordObservableInstruments();
                return lag == 0;
            },
            "nothing is left");
        await worker.StopAsync(Ct);
    }

    [Fact]
    public async Task What_is_parked_is_measured_until_it_is_gone()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder { Fails = e => e.Stream == stream ? new InvalidOperationException() : null };
        using var worker = new ConsumerWorker([consumer], Parts(Here.Services));
        var parked = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Name == "collab.consumer.parked")
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, measured, tags, _) => parked[(string)tags[0].Value!] = measured); // the tag is the consumer's name
        listener.Start();
        await worker.StartAsync(Ct);
        await ParkedBecomesAsync(1);
        Assert.True(parked.ContainsKey(HandoffCollector.Name));

        await Installation.Get<IConsumerStore>().DiscardAsync(new ParkedKey(consumer.Name, stream, 1), Here.Audit(ada), Ct);
        await ParkedBecomesAsync(0);
        await worker.StopAsync(Ct);

        Task ParkedBecomesAsync(long count) => EventuallyAsync(
            () =>
            {
                listener.RecordObservableInstruments();
                return parked.TryGetValue(consumer.Name, out var measured) && measured == count;
            },
            $"{count} are parked");
    }

    private Task EventuallyAsync(Func<bool> isSo, string what) =>
        Eventually.TrueAsync(
            () =>
            {
                Installation.Time.Advance(TimeSpan.FromSeconds(1));
                return isSo();
            },
            what,
            TimeSpan.FromSeconds(30));

    private async Task<ConsumerOnShard> FiguresAsync(StreamId stream, IEventConsumer consumer) =>
        (await new ConsumerFigures(Here.Router.For(stream), Parts(Here.Services)).ReadAsync([consumer.Name], Ct))[0].State;

    /// <summary>A node for which a bucket lies on another shard, to which its rows were copied.</summary>
    private async Task<ServiceProvider> MovedAsync(Bucket bucket, int to)
    {
        var node = await Installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        var router = node.GetRequiredService<ShardRouter>();
        var from = router.For(bucket);
        router.Load(Map(router, router.MapVersion + 1, (bucket, to)), router.All);
        await from.Database.ReadAsync(
            async source =>
            {
                object[] rows =
                [
                    .. await source.Streams.Where(r => r.Bucket == bucket).ToListAsync(Ct), .. await source.Seats.Where(r => r.Bucket == bucket).ToListAsync(Ct),
                    .. await source.Messages.Where(r => r.Bucket == bucket).ToListAsync(Ct), .. await source.Outbox.Where(r => r.Bucket == bucket).ToListAsync(Ct),
                    .. await source.ConsumerCursors.Where(r => r.Bucket == bucket).ToListAsync(Ct),
                ];
                await router.For(bucket).Database.WriteAsync(
                    async target =>
                    {
                        target.AddRange(rows);
                        await target.Database.ExecuteSqlRawAsync("INSERT INTO bucket_home (bucket, state, epoch) VALUES ({0}, 0, 1)", [bucket.Value], Ct);
                    },
                    Ct);
                return rows.Length;
            },
            Ct);
        return node;
    }

    private static Task RemoveAsync(Shard shard, Bucket bucket) =>
        shard.Database.WriteAsync(
            async c =>
            {
                await c.Streams.Where(r => r.Bucket == bucket).ExecuteDeleteAsync(Ct);
                await c.Seats.Where(r => r.Bucket == bucket).ExecuteDeleteAsync(Ct);
                await c.Messages.Where(r => r.Bucket == bucket).ExecuteDeleteAsync(Ct);
                await c.Outbox.Where(r => r.Bucket == bucket).ExecuteDeleteAsync(Ct);
                await c.ConsumerCursors.Where(r => r.Bucket == bucket).ExecuteDeleteAsync(Ct);
                await c.Database.ExecuteSqlRawAsync("DELETE FROM bucket_home WHERE bucket = {0}", [bucket.Value], Ct);
            },
            Ct);

    private static ShardMap Map(ShardRouter router, long version, (Bucket Bucket, int Shard) moved) =>
        new(version, [.. Enumerable.Range(0, Bucket.Count).Select(b => b == moved.Bucket.Value ? moved.Shard : router.For(new Bucket((short)b)).Id)]);
}

public sealed class ConsumerPlacesOnSqliteTests(OnSqlite on) : ConsumerPlacesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ConsumerPlacesOnMariaDbTests(OnMariaDb on) : ConsumerPlacesContract(on.Installation), IClassFixture<OnMariaDb>;
