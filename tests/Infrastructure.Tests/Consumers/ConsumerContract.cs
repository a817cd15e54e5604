using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>Every event, in order, whatever happens to nodes and transactions.</summary>
public abstract class ConsumerContract(TestInstallation installation) : ConsumerSuite(installation)
{
    [Fact]
    public async Task Everything_that_has_happened_and_happens_is_given_once_in_the_order_of_its_stream()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);
        Installation.Time.Advance(TimeSpan.FromHours(2)); // only the sweep knows of it now
        var consumer = new Recorder();
        var node = NodeFor(stream, consumer);
        await CatchUpAsync(node);
        Assert.Equal(Versions(2), consumer.Given(stream));

        await Here.EditAsync(stream, 1, ada, Here.Message("edited"));
        await Here.ReactAsync(stream, 1, ada, "👍");
        await StepAsync(node);
        await StepAsync(node);

        Assert.Equal(Versions(4), consumer.Given(stream));
        Assert.Equal(4, await CursorAsync(stream, consumer));
    }

    [Fact]
    public async Task What_a_consumer_does_not_want_is_passed_over_and_its_cursor_follows()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder(typeof(StreamChanged));
        var node = NodeFor(stream, consumer);
        await CatchUpAsync(node);
        for (var i = 0; i < 5; i++)
            await Here.PostAsync(stream, ada);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Topic = "six" }, Ct);
        await Here.PostAsync(stream, ada);
        await StepAsync(node);
        Assert.Equal([7L], consumer.Given(stream));

        Installation.Time.Advance(TimeSpan.FromMinutes(6));
        await CatchUpAsync(node);

        Assert.Equal((8L, 1), (await CursorAsync(stream, consumer), consumer.Given(stream).Count));
    }

    [Fact]
    public async Task A_transaction_that_commits_later_than_anybody_looks_back_is_not_skipped()
    {
        var ada = Here.NewPerson();
        var bucket = new Bucket(433);
        var (slow, fast) = (await ChannelInAsync(bucket, ada), await ChannelInAsync(bucket, ada));
        var consumer = new Recorder();
        var node = NodeFor(slow, consumer);
        await CatchUpAsync(node);
        var database = Here.Router.For(slow).Database;
        await using var late = database.NewContext();
        var older = Here.Ids.Next<EventId>();

        // On SQLite there is one writer: the late one writes after the other, with its older id.
        var transaction = database.Writer is null ? await BeginAsync(late, slow, older, ada) : null;
        await Here.PostAsync(fast, ada);
        await StepAsync(node);
        Installation.Time.Advance(TimeSpan.FromSeconds(150));
        await StepAsync(node);
        Assert.Equal((1, 2), (consumer.Given(slow).Count, consumer.Given(fast).Count));
        transaction ??= await BeginAsync(late, slow, older, ada);
        await transaction.CommitAsync(Ct);
        await transaction.DisposeAsync();
        await StepAsync(node);
        Assert.Equal([1L], consumer.Given(slow));

        Installation.Time.Advance(TimeSpan.FromSeconds(151));
        await CatchUpAsync(node);

        Assert.Equal(Versions(2), consumer.Given(slow));
        Assert.Equal(Versions(2), consumer.Given(fast));
    }

    [Fact]
    public async Task What_was_handled_but_not_noted_before_the_node_died_is_given_again_and_nothing_is_skipped()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);
        using var death = new CancellationTokenSource();
        var consumer = new Recorder();
        consumer.Then = happened => happened.Stream == stream ? death.CancelAsync() : Task.CompletedTask;
        var dying = NodeFor(stream, consumer);
        for (var i = 0; i < 50 && !death.IsCancellationRequested; i++)
        {
            await dying.StepAsync(death.Token);
            await dying.SettleAsync();
        }

        Assert.Equal((2, 0L), (consumer.Given(stream).Count, await CursorAsync(stream, consumer)));
        consumer.Then = _ => Task.CompletedTask;
        await Here.PostAsync(stream, ada);
        await LetLeaseRunOutAsync(stream, consumer);
        await CatchUpAsync(NodeFor(stream, consumer));

        Assert.Equal([1L, 2L, 1L, 2L, 3L], consumer.Given(stream));
        Assert.Equal(3, await CursorAsync(stream, consumer));
    }

    [Fact]
    public async Task Another_node_takes_over_when_the_one_that_worked_has_died_or_stopped()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder();
        var (first, second, third) = (NodeFor(stream, consumer), NodeFor(stream, consumer), NodeFor(stream, consumer));
        await CatchUpAsync(first);
        await Here.PostAsync(stream, ada);
        await StepAsync(second);
        Assert.Equal([1L], consumer.Given(stream));
        Assert.False(second.Runs[0].Lease.IsHeld, "The first one has it.");

        await LetLeaseRunOutAsync(stream, consumer); // the first one is never heard of again
        var waiting = NodeFor(stream, consumer);
        await StepAsync(waiting);
        Assert.Equal(Versions(2), consumer.Given(stream)); // at once, by what has happened last, long before all streams are looked at
        await waiting.StopAsync(Ct);
        await Here.PostAsync(stream, ada);
        await CatchUpAsync(third);

        Assert.Equal(Versions(3), consumer.Given(stream));
    }

    [Fact]
    public async Task Two_nodes_that_both_take_themselves_for_the_one_skip_nothing_and_keep_the_order()
    {
        var ada = Here.NewPerson();
        StreamId[] streams = [await ChannelInAsync(new Bucket(511), ada), await ChannelInAsync(new Bucket(510), ada), await ChannelInAsync(new Bucket(509), ada)];
        var consumer = new Recorder();
        var first = NodeFor(streams[0], consumer);
        await CatchUpAsync(first);
        await LetLeaseRunOutAsync(streams[0], consumer);
        var second = NodeFor(streams[0], consumer);
        await CatchUpAsync(second);
        Assert.True(first.Runs[0].Lease.IsHeld && second.Runs[0].Lease.IsHeld, "Both believe it.");

        for (var i = 0; i < 8; i++)
        {
            foreach (var stream in streams)
                await Here.PostAsync(stream, ada);
            await Task.WhenAll(Task.Run(() => StepAsync(first), Ct), Task.Run(() => StepAsync(second), Ct));
        }

        Assert.All(streams, stream => Assert.Equal(Versions(9), consumer.FirstGiven(stream)));
        foreach (var stream in streams)
            Assert.Equal(9, await CursorAsync(stream, consumer));
    }

    [Fact]
    public async Task Events_that_are_not_kept_any_more_are_told_of_as_a_gap()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        for (var i = 0; i < 4; i++)
            await Here.PostAsync(stream, ada);
        await Here.Router.For(stream).Database.WriteAsync(
            c => c.Outbox.Where(o => o.Bucket == stream.Bucket && o.StreamId == stream && o.Version <= 3).ExecuteDeleteAsync(Ct), Ct);
        var consumer = new Recorder();
        await CatchUpAsync(NodeFor(stream, consumer));

        Assert.Equal([4L, 5L], consumer.Given(stream));
        Assert.Equal([false], consumer.Completeness(stream));
        Assert.Equal(5, await CursorAsync(stream, consumer));
    }

    [Fact]
    public async Task A_stream_of_which_no_event_is_kept_is_told_of_once()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);
        await Here.Router.For(stream).Database.WriteAsync(c => c.Outbox.Where(o => o.Bucket == stream.Bucket && o.StreamId == stream).ExecuteDeleteAsync(Ct), Ct);
        var consumer = new Recorder();
        var node = NodeFor(stream, consumer);
        await CatchUpAsync(node);
        Installation.Time.Advance(TimeSpan.FromMinutes(6));
        await CatchUpAsync(node);

        Assert.Empty(consumer.Given(stream));
        Assert.Equal([false], consumer.Completeness(stream));
        Assert.Equal(2, await CursorAsync(stream, consumer));
    }

    [Fact]
    public async Task An_event_of_a_kind_that_only_a_newer_version_knows_waits_for_it()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);
        await SetKindAsync(stream, 2, 999);
        var consumer = new Recorder();
        var node = NodeFor(stream, consumer);
        await StepUntilAsync(node, () => consumer.Given(stream).Count > 0 && !node.IsSweeping);
        Assert.Equal((1L, 1), (await CursorAsync(stream, consumer), node.Runs[0].Backlog.Count));
        Assert.Empty(await ParkedAsync(stream, consumer));

        await SetKindAsync(stream, 2, (short)OutboxKind.MessagePosted); // as that version would read it
        await StepUntilAsync(node, () => consumer.Given(stream).Count > 1);
        Assert.Equal(Versions(2), consumer.Given(stream));
    }

    private Task SetKindAsync(StreamId stream, long version, short kind) =>
        Here.Router.For(stream).Database.WriteAsync(
            c => c.Database.ExecuteSqlRawAsync(
                "UPDATE outbox SET kind = {0} WHERE bucket = {1} AND stream_id = {2} AND version = {3}", [kind, stream.Bucket.Value, stream.Value, version], Ct),
            Ct);

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
}

public sealed class ConsumersOnSqliteTests(OnSqlite on) : ConsumerContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ConsumersOnMariaDbTests(OnMariaDb on) : ConsumerContract(on.Installation), IClassFixture<OnMariaDb>;
