using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Presence;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Presence;

public sealed class PresenceBoardTests : IDisposable
{
    private static readonly UserId Ada = new(1001);
    private static readonly UserId Bo = new(1002);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly DirectBus _bus = new();
    private readonly PresenceBoard _here;
    private readonly PresenceBoard _there;
    private readonly List<UserId> _changedHere = [];
    private readonly List<UserId> _changedThere = [];

    public PresenceBoardTests()
    {
        (_here, _there) = (new PresenceBoard(_bus, _time), new PresenceBoard(_bus, _time));
        _here.Changed += _changedHere.AddRange;
        _there.Changed += _changedThere.AddRange;
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void Nobody_is_online_at_first()
    {
        Pass(3);

        Assert.Equal(PresenceState.Offline, _here.Of(Ada));
        Assert.Empty(_changedHere);
        Assert.Empty(_changedThere);
    }

    [Fact]
    public void Whoever_connects_is_online_on_every_node_and_told_once()
    {
        using var connection = _here.Connect(Ada);
        Pass(5);

        Assert.Equal(PresenceState.Online, _here.Of(Ada));
        Assert.Equal(PresenceState.Online, _there.Of(Ada));
        Assert.Equal([Ada], _changedHere);
        Assert.Equal([Ada], _changedThere);
    }

    [Fact]
    public void After_ten_minutes_without_a_touch_one_is_away_everywhere_and_a_touch_brings_one_back()
    {
        using var connection = _here.Connect(Ada);
        Pass(599);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (_here.Of(Ada), _there.Of(Ada)));
        Forget();

        Pass(3);
        Assert.Equal((PresenceState.Away, PresenceState.Away), (_here.Of(Ada), _there.Of(Ada)));
        Assert.Equal([Ada], _changedHere);
        Assert.Equal([Ada], _changedThere);
        Forget();

        connection.Touch();
        Pass(2);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (_here.Of(Ada), _there.Of(Ada)));
        Assert.Equal([Ada], _changedHere);
        Assert.Equal([Ada], _changedThere);
    }

    [Fact]
    public void A_touch_at_one_device_is_enough()
    {
        using var phone = _there.Connect(Ada);
        using var desk = _here.Connect(Ada);
        for (var minute = 0; minute < 30; minute++)
        {
            Pass(60);
            phone.Touch();
        }

        Assert.Equal((PresenceState.Online, PresenceState.Online), (_here.Of(Ada), _there.Of(Ada)));
    }

    [Fact]
    public void The_last_connection_that_ends_makes_one_offline_after_a_moment()
    {
        var (one, two) = (_here.Connect(Ada), _here.Connect(Ada));
        Pass(2);
        one.Dispose();
        one.Dispose();
        Pass(20);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (_here.Of(Ada), _there.Of(Ada)));
        Forget();

        two.Dispose();
        Pass(3);
        Assert.Equal(PresenceState.Online, _there.Of(Ada));
        Pass(4);

        Assert.Equal((PresenceState.Offline, PresenceState.Offline), (_here.Of(Ada), _there.Of(Ada)));
        Assert.Equal([Ada], _changedHere);
        Assert.Equal([Ada], _changedThere);
    }

    [Fact]
    public void A_connection_that_flaps_is_told_to_nobody()
    {
        var connection = _here.Connect(Ada);
        Pass(3);
        Forget();
        _bus.Sent.Clear();

        for (var i = 0; i < 10; i++)
        {
            connection.Dispose();
            Pass(2);
            connection = _here.Connect(Ada);
            Pass(1);
        }

        Assert.Equal(PresenceState.Online, _there.Of(Ada));
        Assert.Empty(_changedHere);
        Assert.Empty(_changedThere);
        Assert.All(_bus.Sent.OfType<PresenceSignal>(), s => Assert.True(s.IsWhole));
        connection.Dispose();
    }

    [Fact]
    public void A_short_visit_is_told_as_coming_and_going()
    {
        _here.Connect(Ada).Dispose();
        Pass(10);

        Assert.Equal(PresenceState.Offline, _there.Of(Ada));
        Assert.Equal([Ada, Ada], _changedThere);
    }

    [Fact]
    public void The_people_of_a_silent_node_fade()
    {
        using var connection = _there.Connect(Ada);
        using var mine = _here.Connect(Bo);
        Pass(2);
        Forget();

        PassHere(74);
        Assert.Equal(PresenceState.Online, _here.Of(Ada));
        PassHere(3);

        Assert.Equal(PresenceState.Offline, _here.Of(Ada));
        Assert.Equal([Ada], _changedHere);
        Assert.Equal(PresenceState.Online, _here.Of(Bo));
    }

    [Fact]
    public void A_node_that_speaks_again_brings_its_people_back()
    {
        using var connection = _there.Connect(Ada);
        Pass(2);
        PassHere(80);
        Assert.Equal(PresenceState.Offline, _here.Of(Ada));

        Pass(31);

        Assert.Equal(PresenceState.Online, _here.Of(Ada));
    }

    [Fact]
    public void A_new_node_learns_of_everybody_within_half_a_minute()
    {
        using var connection = _here.Connect(Ada);
        Pass(2);
        using var late = new PresenceBoard(_bus, _time);
        Assert.Equal(PresenceState.Offline, late.Of(Ada));

        Pass(30);

        Assert.Equal(PresenceState.Online, late.Of(Ada));
    }

    [Fact]
    public void A_change_that_was_lost_is_mended_by_the_next_whole()
    {
        var (ada, bo) = (_here.Connect(Ada), _here.Connect(Bo));
        Pass(2);
        _bus.IsDown = true;
        ada.Dispose();
        Pass(10);
        _bus.IsDown = false;
        Assert.Equal(PresenceState.Online, _there.Of(Ada));

        Pass(30);

        Assert.Equal((PresenceState.Offline, PresenceState.Online), (_there.Of(Ada), _there.Of(Bo)));
        bo.Dispose();
    }

    [Fact]
    public void Between_wholes_only_changes_are_sent()
    {
        using var ada = _here.Connect(Ada);
        Tick(_here, whole: true);
        Assert.Equal((true, 1), (Last().IsWhole, Last().Online.Count));
        _bus.Sent.Clear();
        Tick(_here, whole: false);
        Assert.Empty(_bus.Sent);

        using var bo = _here.Connect(Bo);
        Tick(_here, whole: false);
        Assert.False(Last().IsWhole);
        Assert.Equal([Bo], Last().Online);
        bo.Dispose();
        _time.Advance(TimeSpan.FromSeconds(6));
        Tick(_here, whole: false);
        Assert.Equal([Bo], Last().Gone);
        _time.Advance(TimeSpan.FromMinutes(10));
        Tick(_here, whole: false);
        Assert.Equal([Ada], Last().Away);
        Assert.Empty(Last().Online);
        Tick(_here, whole: true);
        Assert.Equal([Ada], Last().Away);
    }

    [Fact]
    public void The_better_of_two_nodes_counts()
    {
        using var old = _here.Connect(Ada);
        Pass(620);
        Assert.Equal(PresenceState.Away, _there.Of(Ada));

        var fresh = _there.Connect(Ada);
        Pass(2);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (_here.Of(Ada), _there.Of(Ada)));
        fresh.Dispose();
        Pass(7);

        Assert.Equal((PresenceState.Away, PresenceState.Away), (_here.Of(Ada), _there.Of(Ada)));
    }

    [Fact]
    public void People_who_connect_from_many_threads_are_counted_right()
    {
        Parallel.For(0, 200, i =>
        {
            var connection = _here.Connect(new UserId(2000 + (i % 10)));
            connection.Touch();
            if (i % 20 < 10)
                connection.Dispose();
            _ = _here.Of(Ada);
        });
        Pass(10);

        Assert.All(Enumerable.Range(2000, 10), id => Assert.Equal(PresenceState.Online, _there.Of(new UserId(id))));
    }

    private int _ticks;

    private void Pass(int seconds) => Pass(seconds, _here, _there);

    private void PassHere(int seconds) => Pass(seconds, _here);

    // As the worker does, once a second.
    private void Pass(int seconds, params PresenceBoard[] boards)
    {
        for (var i = 0; i < seconds; i++, _ticks++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            foreach (var board in boards)
                Tick(board, _ticks % 30 == 0);
        }
    }

    private void Tick(PresenceBoard board, bool whole)
    {
        board.Flush();
        if (board.Collect(whole) is { } signal)
            _bus.Send(signal);
    }

    private PresenceSignal Last() => (PresenceSignal)_bus.Sent[^1];

    private void Forget()
    {
        _changedHere.Clear();
        _changedThere.Clear();
    }

    /// <summary>A bus that delivers at once, or not at all.</summary>
    private sealed class DirectBus : IEventBus
    {
        private readonly List<Action<Notice>> _subscribers = [];

        public bool IsDown { get; set; }

        public List<Notice> Sent { get; } = [];

        public void Send(Notice notice)
        {
            if (IsDown)
                return;
            Sent.Add(notice);
            foreach (var subscriber in _subscribers.ToArray())
                subscriber(notice);
        }

        public ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
        {
            foreach (var notice in notices)
                Send(notice);
            return ValueTask.CompletedTask;
        }

        public IDisposable Subscribe(Action<Notice> onNotice, Action onGap)
        {
            _subscribers.Add(onNotice);
            return new Subscription(() => _subscribers.Remove(onNotice));
        }

        private sealed class Subscription(Action end) : IDisposable
        {
            public void Dispose() => end();
        }
    }
}
