using Collab.Domain.Consumers;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>Events that a consumer cannot take.</summary>
public abstract class ParkedEventContract(TestInstallation installation) : ConsumerSuite(installation)
{
    private IConsumerStore Store => Installation.Get<IConsumerStore>();

    [Fact]
    public async Task A_poisoned_event_is_tried_and_parked_and_holds_up_nobody_but_its_stream()
    {
        var ada = Here.NewPerson();
        var (bad, good) = (await ChannelInAsync(new Bucket(20), ada), await ChannelInAsync(new Bucket(20), ada));
        foreach (var stream in new[] { bad, bad, good })
            await Here.PostAsync(stream, ada);
        var tries = 0;
        var consumer = new Recorder { Fails = e => e.Stream == bad && e.Version == 2 ? Count(ref tries) : null };
        var node = NodeFor(bad, consumer);

        await StepUntilAsync(node, () => consumer.Given(good).Count == 2 && consumer.FirstGiven(bad).Count == 1);
        Assert.Empty(await ParkedAsync(bad, consumer));
        Assert.Equal(ConsumerCondition.Retrying, node.Runs[0].Report.Condition);
        await StepUntilAsync(node, () => consumer.Given(bad).Contains(3));

        Assert.Equal([1L, 3L], consumer.FirstGiven(bad));
        var parked = Assert.Single(await ParkedAsync(bad, consumer));
        Assert.Equal((2L, "message.posted", Options.Attempts), (parked.Version, parked.Kind, parked.Attempts));
        Assert.True(tries >= Options.Attempts, "It was tried as often as the settings say.");
        Assert.Contains("InvalidOperationException", parked.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", parked.Error, StringComparison.Ordinal);
        Assert.Equal(3, await CursorAsync(bad, consumer));
    }

    [Fact]
    public async Task A_parked_event_is_given_again_on_request_and_goes_when_its_cause_has_gone()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder { Fails = e => e.Stream == stream ? new InvalidOperationException("hello, world") : null };
        var node = NodeFor(stream, consumer);
        await StepUntilAsync(node, async () => (await ParkedAsync(stream, consumer)).Count == 1);
        var entry = Assert.Single(await ListedAsync(stream, consumer));
        Assert.Equal((stream, 1L, "stream.members_joined", null), (entry.Stream, entry.Version, entry.Kind, entry.RetryRequestedAt));
        Assert.True(ParkedKey.TryParse(entry.Id, out var key));

        Assert.True((await Store.RetryAsync(key, Here.Audit(ada), Ct)).IsOk);
        Assert.NotNull(Assert.Single(await ListedAsync(stream, consumer)).RetryRequestedAt);
        await StepAsync(node);
        var again = Assert.Single(await ListedAsync(stream, consumer));
        Assert.Equal((entry.Attempts + 1, null), (again.Attempts, again.RetryRequestedAt));

        consumer.Fails = _ => null;
        await StepAsync(node);
        Assert.Empty(consumer.Given(stream)); // nobody has asked
        Assert.InRange(await Store.RetryAllAsync(consumer.Name, Here.Audit(ada), Ct), 1, int.MaxValue);
        await StepAsync(node);

        Assert.Equal([1L], consumer.Given(stream));
        Assert.Empty(await ListedAsync(stream, consumer));
    }

    [Fact]
    public async Task A_discarded_event_is_never_given_and_the_audit_log_knows()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder { Fails = e => e.Stream == stream ? new InvalidOperationException() : null };
        var node = NodeFor(stream, consumer);
        await StepUntilAsync(node, async () => (await ParkedAsync(stream, consumer)).Count == 1);
        var (key, audit) = (new ParkedKey(consumer.Name, stream, 1), Here.Audit(ada));
        consumer.Fails = _ => null;

        Assert.True((await Store.DiscardAsync(key, audit, Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await Store.DiscardAsync(key, Here.Audit(ada), Ct)).Error);
        Assert.IsType<Error.NotFound>((await Store.RetryAsync(key, Here.Audit(ada), Ct)).Error);
        await CatchUpAsync(node);
        await ActivatorUtilities.CreateInstance<HandoffCollector>(Here.Services).RunOnceAsync(Ct);

        Assert.Empty(consumer.Given(stream));
        Assert.True(await Installation.HasAuditAsync(audit));
    }

    [Fact]
    public async Task What_is_stored_and_cannot_be_read_is_parked_at_once_and_what_follows_is_given()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);
        await Here.PostAsync(stream, ada);
        await Here.PostAsync(stream, ada);
        await Here.Router.For(stream).Database.WriteAsync(
            async c =>
            {
                await c.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream && m.Seq == 1).ExecuteUpdateAsync(s => s.SetProperty(m => m.Note, "{broken"), Ct);
                await c.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream && m.Seq == 2).ExecuteDeleteAsync(Ct);
            },
            Ct);
        var consumer = new Recorder();
        var node = NodeFor(stream, consumer);
        await CatchUpAsync(node);

        Assert.Equal([1L, 4L], consumer.FirstGiven(stream));
        var parked = await ParkedAsync(stream, consumer);
        Assert.Equal([(2L, 1), (3L, 1)], parked.Select(p => (p.Version, p.Attempts)));
        Assert.StartsWith("What is stored cannot be read: Json", parked[0].Error, StringComparison.Ordinal);
        Assert.Equal("Its message is not there any more.", parked[1].Error);
    }

    [Fact]
    public async Task An_outage_parks_nothing_and_all_is_given_when_it_is_over()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var consumer = new Recorder { Fails = _ => new OutageException("The index is away.") };
        var node = NodeFor(stream, consumer);
        for (var i = 0; i < 20; i++)
        {
            await StepAsync(node);
            Installation.Time.Advance(TimeSpan.FromSeconds(40));
        }

        Assert.Equal(ConsumerCondition.Stopped, node.Runs[0].Report.Condition);
        Assert.Empty(await ListedAsync(stream, consumer));
        consumer.Fails = _ => null;
        await CatchUpAsync(node);

        Assert.Equal((1, ConsumerCondition.Current), (consumer.Given(stream).Count, node.Runs[0].Report.Condition));
    }

    [Fact]
    public async Task Parked_events_are_listed_page_by_page_over_all_shards_the_youngest_first()
    {
        var ada = Here.NewPerson();
        var consumer = new Recorder { Fails = e => e.Version == 1 ? new InvalidOperationException() : null };
        var streams = new List<StreamId>();
        foreach (var bucket in new short[] { 5, 300, 600, 900, 6, 301, 601 })
            streams.Add(await ChannelInAsync(new Bucket(bucket), ada));
        foreach (var stream in streams.GroupBy(s => Here.Router.For(s).Id).Select(g => g.First()))
            await StepUntilAsync(NodeFor(stream, consumer), async () => (await ParkedAsync(streams.Last(s => Here.Router.For(s) == Here.Router.For(stream)), consumer)).Count > 0);

        var listed = new List<ParkedEvent>();
        Cursor? cursor = null;
        do
        {
            var page = await Store.ListParkedAsync(consumer.Name, cursor, 2, Ct);
            Assert.InRange(page.Items.Count, 1, 2);
            listed.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(streams), listed.Where(p => streams.Contains(p.Stream!.Value)).Select(p => p.Stream!.Value));
        Assert.Equal(listed.Count, listed.Select(p => p.Id).Distinct().Count());
        Assert.Empty((await Store.ListParkedAsync(consumer.Name, new Cursor("parked", "forged"), 2, Ct)).Items);
    }

    // Those of its stream alone: on the same shards there may be what other tests have made unreadable.
    private async Task<List<ParkedEvent>> ListedAsync(StreamId stream, Recorder consumer) =>
        [.. (await Store.ListParkedAsync(consumer.Name, null, 200, Ct)).Items.Where(p => p.Stream == stream)];

    private static InvalidOperationException Count(ref int tries)
    {
        tries++;
        return new InvalidOperationException("The message says hello.");
    }
}

public sealed class ParkedEventsOnSqliteTests(OnSqlite on) : ParkedEventContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ParkedEventsOnMariaDbTests(OnMariaDb on) : ParkedEventContract(on.Installation), IClassFixture<OnMariaDb>;
