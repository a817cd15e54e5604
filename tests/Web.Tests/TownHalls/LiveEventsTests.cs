using Collab.Domain.Reactions;
using Collab.Domain.Shared.Events;
using Collab.Domain.TownHalls;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Collab.Web.TownHalls;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.TownHalls;

/// <summary>When a node gathers, and what its pages get then.</summary>
public sealed class LiveEventsTests : IDisposable
{
    private readonly TestBus _bus = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly StreamModel _model = new();
    private readonly TownHallRules _rules = new(10);
    private readonly LiveEvents _live;
    private readonly CountedViewers _viewers;
    private readonly EventFanout _fanout;
    private readonly Sidebar _sidebar = new();

    public LiveEventsTests()
    {
        _live = new LiveEvents(_bus, _rules, _time);
        _viewers = new CountedViewers(_rules);
        _fanout = new EventFanout(_live, _viewers, _time);
        _sidebar.Load(StreamModel.Me, [_model.Place()]);
    }

    public void Dispose()
    {
        _fanout.Dispose();
        _live.Dispose();
    }

    [Fact]
    public void It_begins_with_enough_receivers_and_ends_when_a_fifth_has_gone()
    {
        List<CircuitMailbox> pages = [.. Enumerable.Range(0, 9).Select(_ => NewPage())];
        Happen(_model.Post(StreamModel.Other, "a"), _model.React(0), _model.React(0));
        Assert.Equal(3, Mail(pages[0]).Count);

        pages.Add(NewPage());
        Happen(_model.React(0), _model.React(0));
        Assert.Empty(Mail(pages[0]));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<MessagesChanged>(Assert.Single(Mail(pages[0])));

        Leave(pages, 2);
        Happen(_model.React(0), _model.React(0));
        Assert.Empty(Mail(pages[0]));
        Leave(pages, 1);
        Happen(_model.React(0));
        Assert.Equal([typeof(MessagesChanged), typeof(ReactionsChanged)], Mail(pages[0]).Select(n => n.GetType()));
        Assert.Equal(0, _live.Halls);
    }

    [Fact]
    public async Task A_page_in_a_town_hall_shows_the_same_as_one_that_loads_afresh_and_the_sidebar_is_exact()
    {
        using var feed = new MessageFeed(_model, StreamModel.Id, StreamModel.Me);
        _model.Post(StreamModel.Other, "first");
        await feed.OpenAsync(null, TestContext.Current.CancellationToken);
        _sidebar.Put(_model.Place());
        List<CircuitMailbox> pages = [.. Enumerable.Range(0, 10).Select(_ => NewPage())];
        for (var second = 0; second < 5; second++)
        {
            for (var i = 0; i < 100; i++)
                Happen(i % 40 == 7 ? _model.Post(StreamModel.Other, $"{second}-{i}") : i % 9 == 0 ? _model.ReactAsMe(0, given: i % 2 == 0) : _model.ReactAsCrowd(i, 25));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var mail = Mail(pages[3]);
        foreach (var notice in mail)
        {
            feed.Apply(notice);
            _sidebar.Apply(notice);
        }

        // Three posts each second with what was held before each, and what came after them.
        Assert.True(mail.Count <= 35, $"{mail.Count} notices");
        Assert.False(feed.NeedsRepair);
        Assert.Equal(_model.Messages, feed.Window.Rows);
        Assert.Equal(_model.Own.Contains(new OwnReaction(1, "👍")), feed.HasOwn(1, "👍"));
        Assert.Empty(_sidebar.Stale);
        Assert.Equal(_model.Place(), _sidebar.Find(StreamModel.Id));
    }

    [Fact]
    public void A_gap_of_the_bus_lets_go_what_is_held_and_is_told()
    {
        List<CircuitMailbox> pages = [.. Enumerable.Range(0, 10).Select(_ => NewPage())];
        Happen(_model.Post(StreamModel.Other, "a"), _model.React(0));
        Mail(pages[0]);

        _bus.Break();

        pages[0].Take(out var missed);
        Assert.True(missed);
        Assert.Equal(0, _live.Halls);
    }

    [Fact]
    public void Of_two_nodes_the_later_event_waits_half_a_second_for_the_earlier_one()
    {
        var page = NewPage();
        DomainEvent[] posts = [.. Enumerable.Range(0, 5).Select(i => _model.Post(StreamModel.Other, $"{i}"))];
        Happen(posts[0], posts[2]);
        Assert.Equal([1L], Versions(page));
        Happen(posts[1]);
        Assert.Equal([2L, 3L], Versions(page));

        Happen(posts[4]);
        _time.Advance(ArrivalOrder.Patience - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Versions(page));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([5L], Versions(page));
    }

    [Fact]
    public void Pages_that_have_the_place_open_are_told_how_many_watch_and_no_others()
    {
        List<CircuitMailbox> pages = [.. Enumerable.Range(0, 12).Select(_ => NewPage())];
        foreach (var page in pages.Skip(1))
            _fanout.Open(page, StreamModel.Id);
        _viewers.Tell(StreamModel.Id);

        Assert.DoesNotContain(Mail(pages[0]), n => n is WatchingChanged);
        Assert.Equal(11, Mail(pages[1]).OfType<WatchingChanged>().Last().Watching);
        _fanout.Shut(pages[1], StreamModel.Id);
        _fanout.Disconnect(pages[2]);
        _viewers.Tell(StreamModel.Id);
        Assert.Empty(Mail(pages[1]));
        Assert.Null(Mail(pages[3]).OfType<WatchingChanged>().Last().Watching);
        Assert.Equal(9, _viewers.Of(StreamModel.Id));
    }

    private CircuitMailbox NewPage()
    {
        var page = _fanout.Connect(StreamModel.Me, null);
        _fanout.Watch(page, StreamModel.Id);
        page.Take(out _);
        return page;
    }

    private void Leave(List<CircuitMailbox> pages, int count)
    {
        foreach (var page in pages.TakeLast(count))
            _fanout.Disconnect(page);
        pages.RemoveRange(pages.Count - count, count);
    }

    private void Happen(params DomainEvent[] events) => Array.ForEach(events, _bus.Publish);

    private static IEnumerable<long> Versions(CircuitMailbox page) => Mail(page).OfType<DomainEvent>().Select(e => e.Version);

    private static IReadOnlyList<Notice> Mail(CircuitMailbox page) => page.Take(out _);
}
