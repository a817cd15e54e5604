using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared.Events;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Collab.Web.TownHalls;
using CsCheck;
using Xunit;

namespace Collab.Web.Tests.TownHalls;

/// <summary>What is gathered leaves every viewer where the single events would have, and covers each version once.</summary>
public class GatheringTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public enum What
    {
        Post,
        Edit,
        React,
        ReactAsMe,
        TakeBackAsMe,
        Reply,
        Rename,
        Pass,
    }

    [Fact]
    public async Task Whatever_happens_between_viewers_end_where_the_single_events_lead_and_no_version_is_left_out_or_told_twice() =>
        await Gen.Select(Gen.Enum<What>(), Gen.Int[0, 40], Gen.Int[0, 3]).List[1, 80].SampleAsync(
            async steps =>
            {
                var hall = new Hall();
                await hall.OpenAsync();
                var happened = steps.Select(s => (Step: s, Event: hall.Happen(s.Item1, s.Item2))).ToList();
                // Up to three places out of order, as several nodes publish.
                foreach (var (step, one) in happened.Select((h, i) => (h, Place: i + h.Step.Item3)).OrderBy(h => h.Place).Select(h => h.h))
                    hall.Take(one, step.Item1 == What.Pass ? TimeSpan.FromMilliseconds(step.Item2) : TimeSpan.Zero);
                hall.End();

                Assert.Equal(Enumerable.Range(4, (int)hall.Model.Head.Version - 3).Select(v => (long)v), hall.Versions);
                Assert.False(hall.Feed.NeedsRepair);
                Assert.Equal(hall.Model.Head, hall.Feed.Place?.Head);
                Assert.Equal(hall.Model.Messages, hall.Feed.Window.Rows);
                Assert.All([1L, 2L], seq => Assert.Equal(hall.Model.Own.Contains(new OwnReaction(seq, "👍")), hall.Feed.HasOwn(seq, "👍")));
            },
            iter: 300);

    [Fact]
    public async Task What_is_lost_for_good_is_passed_on_as_a_hole_after_a_moment_and_then_read_from_the_log() =>
        await Gen.Select(Gen.Enum<What>(), Gen.Int[0, 40], Gen.Bool).List[1, 60].SampleAsync(
            async steps =>
            {
                var hall = new Hall();
                await hall.OpenAsync();
                foreach (var (what, index, isLost) in steps)
                {
                    if (hall.Happen(what, index) is { } one && !isLost)
                        hall.Take(one, TimeSpan.FromMilliseconds(10 * index));
                }

                hall.End();
                Assert.Equal(hall.Versions.Distinct().Order(), hall.Versions);
                await hall.Feed.RepairAsync(Ct);
                Assert.Equal(hall.Model.Messages, hall.Feed.Window.Rows);
                Assert.Equal(hall.Model.Head.Version, hall.Feed.Version);
            },
            iter: 300);

    [Fact]
    public void A_thousand_reactions_of_a_second_are_one_event()
    {
        var (model, gathering) = (new StreamModel(), new Gathering());
        gathering.Take(model.Post(StreamModel.Other, "a"), Start);
        for (var i = 0; i < 1000; i++)
            Assert.Empty(gathering.Take(model.React(0), Start.AddMilliseconds(i / 2)));

        Assert.Equal(Start + Gathering.Beat, gathering.DueAt);
        Assert.Empty(gathering.Flush(Start.AddMilliseconds(999)));
        var one = Assert.IsType<MessagesChanged>(Assert.Single(gathering.Flush(Start + Gathering.Beat)));

        Assert.Equal((2, 1001), (one.FromVersion, one.Version));
        Assert.Equal(model.Messages[0], Assert.Single(one.Messages).Message);
        Assert.Null(gathering.DueAt);
    }

    [Fact]
    public void A_post_waits_for_nothing_and_what_was_held_goes_before_it()
    {
        var (model, gathering) = (new StreamModel(), new Gathering());
        gathering.Take(model.Post(StreamModel.Other, "a"), Start);
        gathering.Take(model.React(0), Start);

        var gone = gathering.Take(model.Post(StreamModel.Other, "b"), Start);

        Assert.Equal([typeof(MessagesChanged), typeof(MessagePosted)], gone.Select(e => e.GetType()));
        Assert.Equal([2L, 3L], gone.Select(e => e.Version));
    }

    [Fact]
    public void What_comes_too_early_waits_for_what_is_missing_and_no_longer_than_a_moment()
    {
        var (model, gathering) = (new StreamModel(), new Gathering());
        DomainEvent[] posts = [.. Enumerable.Range(0, 4).Select(i => model.Post(StreamModel.Other, $"{i}"))];
        gathering.Take(posts[0], Start);

        Assert.Empty(gathering.Take(posts[2], Start));
        Assert.Equal([2L, 3L], gathering.Take(posts[1], Start).Select(e => e.Version));

        var reaction = model.React(0);
        Assert.Empty(gathering.Take(reaction, Start));
        Assert.Empty(gathering.Flush(Start.AddMilliseconds(249)));
        gathering.Flush(Start.AddMilliseconds(250));
        Assert.Equal(5, Assert.Single(gathering.End(Start.AddMilliseconds(250))).FromVersion);
        Assert.Empty(gathering.Take(posts[3], Start.AddSeconds(1)));
    }

    private sealed class Hall
    {
        private readonly Gathering _gathering = new();
        private DateTimeOffset _now = Start;

        public Hall()
        {
            for (var i = 0; i < 3; i++)
                Model.Post(StreamModel.Other, $"old-{i}");
            Feed = new MessageFeed(Model, StreamModel.Id, StreamModel.Me);
        }

        public StreamModel Model { get; } = new();

        public MessageFeed Feed { get; }

        /// <summary>Every version that was covered, in the order in which viewers were told.</summary>
        public List<long> Versions { get; } = [];

        public async Task OpenAsync()
        {
            await Feed.OpenAsync(null, Ct);
            // As the first event of a hall does, in the order in which it was stored.
            Take(Model.ReactAsCrowd(0, 30), TimeSpan.Zero);
            Take(Model.ReactAsCrowd(1, 30), TimeSpan.Zero);
        }

        public DomainEvent? Happen(What what, int index) => what switch
        {
            What.Post => Model.Post(index % 3 == 0 ? StreamModel.Me : StreamModel.Other, $"n-{Model.Head.Version}"),
            What.Edit => Model.Edit(index),
            What.React => Model.ReactAsCrowd(index, 25 + index),
            What.ReactAsMe => Model.ReactAsMe(index % 2, given: true),
            What.TakeBackAsMe => Model.ReactAsMe(index % 2, given: false),
            What.Reply => Model.Reply(index),
            What.Rename => Model.Rename(),
            _ => null,
        };

        public void Take(DomainEvent? one, TimeSpan after)
        {
            _now += after;
            Show(_gathering.Flush(_now));
            if (one is not null)
                Show(_gathering.Take(one, _now));
        }

        public void End() => Show(_gathering.End(_now));

        private void Show(IReadOnlyList<DomainEvent> gone)
        {
            foreach (var one in gone)
            {
                for (var version = one.FromVersion; version <= one.Version; version++)
                    Versions.Add(version);
                Feed.Apply(one);
            }
        }
    }
}
