using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using CsCheck;
using Xunit;

namespace Collab.Web.Tests.Realtime;

/// <summary>The law of design §5: stale state + events = fresh state, for every event type and every mishap on the way.</summary>
public class FeedLawTests
{
    private static readonly Gen<Step> Steps = Gen.Select(Gen.Enum<What>(), Gen.Enum<Fate>(), Gen.Int[0, 400], (what, fate, index) => new Step(what, fate, index));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public enum What
    {
        Post,
        PostOwn,
        Edit,
        React,
        Reply,
        Pin,
        Recall,
        Expire,
        Hide,
        Rename,
        Join,
        Leave,
        LoadOlder,
        LoadNewer,
        ScrollAway,
        ScrollToEnd,
        Jump,
        Repair,
    }

    public enum Fate
    {
        Deliver,
        DeliverTwice,
        Drop,
        Delay,
        DeliverDuringLoad,
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(3)]
    public async Task Stale_state_and_events_make_fresh_state_whatever_is_lost_doubled_or_late(int keptEvents) =>
        await Gen.Select(Gen.Int[0, 120], Steps.List[0, 60]).SampleAsync(
            async run =>
            {
                var (before, steps) = run;
                var model = new StreamModel { Kept = keptEvents };
                for (var i = 0; i < before; i++)
                    model.Post(StreamModel.Other, $"old-{i}");
                using var feed = new MessageFeed(model, StreamModel.Id, StreamModel.Me);
                await feed.OpenAsync(null, Ct);
                await new Player(model, feed).PlayAsync(steps);
                // What one has hidden is told by signals, which are lost without a trace: the circuit says when some may have been.
                feed.MarkHiddenStale();
                await feed.RepairAsync(Ct);
                // What happens while it repairs may need it again: so does the circuit.
                for (var again = 0; again < 3 && feed.NeedsRepair; again++)
                    await feed.RepairAsync(Ct);
                AssertFresh(model, feed);
            },
            iter: 400);

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    public async Task A_feed_that_is_closed_while_it_loads_or_repairs_ends_quietly_and_stays_as_it_was(int keptEvents)
    {
        var model = new StreamModel { Kept = keptEvents };
        model.Post(StreamModel.Other, "one");
        var feed = new MessageFeed(model, StreamModel.Id, StreamModel.Me);
        await feed.OpenAsync(null, Ct);
        model.Post(StreamModel.Other, "two");
        var waiting = Task.CompletedTask;
        model.DuringLoad = () =>
        {
            model.DuringLoad = () => { };
            waiting = feed.OpenAsync(null, Ct);
            feed.Dispose();
        };

        await feed.OpenAsync(null, Ct);
        await waiting;
        await feed.RepairAsync(Ct);
        await feed.LoadOlderAsync(Ct);

        Assert.Single(feed.Window.Rows);
    }

    [Fact]
    public async Task Events_that_pass_between_reading_and_showing_the_first_page_are_in_it()
    {
        var model = new StreamModel();
        model.Post(StreamModel.Other, "one");
        using var feed = new MessageFeed(model, StreamModel.Id, StreamModel.Me);
        model.DuringLoad = () =>
        {
            model.DuringLoad = () => { };
            feed.Apply(model.Post(StreamModel.Other, "two"));
            feed.Apply(model.Edit(0));
        };

        await feed.OpenAsync(null, Ct);

        AssertFresh(model, feed);
        Assert.Equal(2, feed.Window.Rows.Count);
    }

    [Fact]
    public async Task An_own_row_keeps_its_key_from_sending_to_stored_and_is_never_there_twice()
    {
        var model = new StreamModel();
        using var feed = new MessageFeed(model, StreamModel.Id, StreamModel.Me);
        await feed.OpenAsync(null, Ct);

        Assert.True(feed.AddPending(new PendingRow("k1", "Hello", DateTimeOffset.UnixEpoch, PendingState.Sending)));
        Assert.False(feed.AddPending(new PendingRow("k1", "Hello", DateTimeOffset.UnixEpoch, PendingState.Sending)));
        var posted = model.Post(StreamModel.Me, "k1");
        feed.Confirm(model.Messages[0]);
        feed.Apply(posted);

        Assert.Empty(feed.Pending);
        Assert.Equal("k1", Assert.Single(feed.Window.Rows).ClientKey);
        Assert.False(feed.AddPending(new PendingRow("k1", "Hello", DateTimeOffset.UnixEpoch, PendingState.Sending)));
    }

    [Fact]
    public async Task An_own_row_that_a_page_brings_takes_the_place_of_the_unsent_one()
    {
        var model = new StreamModel();
        using var feed = new MessageFeed(model, StreamModel.Id, StreamModel.Me);
        await feed.OpenAsync(null, Ct);
        feed.AddPending(new PendingRow("k1", "Hello", DateTimeOffset.UnixEpoch, PendingState.Sending));
        model.Post(StreamModel.Me, "k1");

        await feed.OpenAsync(null, Ct);
        Assert.Empty(feed.Pending);

        feed.Confirm(model.Messages[0]);
        Assert.Empty(feed.Pending);
        Assert.Single(feed.Window.Rows);
    }

    [Fact]
    public async Task A_refused_row_stays_with_its_reason_and_can_be_tried_again()
    {
        using var feed = new MessageFeed(new StreamModel(), StreamModel.Id, StreamModel.Me);
        await feed.OpenAsync(null, Ct);
        feed.AddPending(new PendingRow("k1", "Hello", DateTimeOffset.UnixEpoch, PendingState.Sending));

        feed.Refuse("k1", "This channel is archived.");

        Assert.Equal((PendingState.Failed, "This channel is archived."), (feed.Pending[0].State, feed.Pending[0].Reason));
        Assert.True(feed.AddPending(new PendingRow("k1", "Hello", DateTimeOffset.UnixEpoch, PendingState.Sending)));
        Assert.Equal(PendingState.Sending, feed.Pending[0].State);
    }

    private static void AssertFresh(StreamModel model, MessageFeed feed)
    {
        Assert.Equal(model.Head.Version, feed.Version);
        Assert.Equal(model.Head, feed.Place?.Head);
        Assert.Equal(model.Seen.Where(m => m.Seq >= feed.Window.From && m.Seq <= feed.Window.Through), feed.Window.Rows);
        Assert.True(feed.Window.Rows.Count <= FeedWindow.Capacity);
        // It may be that all there is beyond an end is hidden by now.
        Assert.True(feed.Window.HasNewer || feed.Window.Through == model.Head.LastSeq);
        Assert.True(feed.Window.HasOlder || feed.Window.From == 1);
        Assert.True(feed.Window.From > 1 || !feed.Window.HasOlder);
        Assert.True(feed.Window.Through < model.Head.LastSeq || !feed.Window.HasNewer);
    }

    public sealed record Step(What What, Fate Fate, int Index);

    private sealed class Player(StreamModel model, MessageFeed feed)
    {
        private readonly List<Notice> _late = [];

        public async Task PlayAsync(IReadOnlyList<Step> steps)
        {
            foreach (var step in steps)
                await PlayAsync(step);
            foreach (var late in Enumerable.Reverse(_late))
                feed.Apply(late);
        }

        private async Task PlayAsync(Step step)
        {
            switch (step.What)
            {
                case What.LoadOlder: await feed.LoadOlderAsync(Ct); break;
                case What.LoadNewer: await feed.LoadNewerAsync(Ct); break;
                case What.ScrollAway: feed.IsAtEnd = false; break;
                case What.ScrollToEnd: feed.IsAtEnd = true; break;
                case What.Jump when model.Messages.Count > 0: await feed.OpenAsync(1 + (step.Index % model.Messages.Count), Ct); break;
                case What.Jump: break;
                case What.Repair: await feed.RepairAsync(Ct); break;
                default: Hand(step); break;
            }
        }

        private void Hand(Step step)
        {
            switch (step.Fate)
            {
                case Fate.Deliver: feed.Apply(Happen(step)); break;
                case Fate.DeliverTwice:
                    var twice = Happen(step);
                    feed.Apply(twice);
                    feed.Apply(twice);
                    break;
                case Fate.Drop: Happen(step); break;
                case Fate.Delay: _late.Add(Happen(step)); break;
                case Fate.DeliverDuringLoad:
                    var before = model.DuringLoad;
                    model.DuringLoad = () =>
                    {
                        model.DuringLoad = () => { };
                        before();
                        feed.Apply(Happen(step));
                    };
                    break;
            }
        }

        private Notice Happen(Step step) =>
            step.What switch
            {
                What.Post => model.Post(StreamModel.Other, $"n-{model.Head.Version}"),
                What.PostOwn => model.Post(StreamModel.Me, $"n-{model.Head.Version}"),
                What.Edit => model.Edit(step.Index),
                What.React => model.React(step.Index),
                What.Reply => model.Reply(step.Index),
                What.Pin => model.Pin(step.Index),
                What.Recall => model.Recall(step.Index),
                What.Expire => model.Expire(step.Index),
                What.Hide => model.Hide(step.Index),
                What.Rename => model.Rename(),
                What.Join => model.Join(new UserId(9000 + step.Index)),
                _ => model.Leave(new UserId(9000 + step.Index)),
            };
    }
}
