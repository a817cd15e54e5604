using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using Collab.Web.Tests.Components;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.Realtime;

public sealed class AvailabilityTests : IDisposable
{
    private static readonly UserId Ada = new(1);
    private static readonly UserId Bo = new(2);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero)); // a Monday
    private readonly TestBus _bus = new();
    private readonly Connections _presence = new();
    private readonly PeopleCache _people;
    private readonly Availability _availability;
    private readonly List<UserId> _told = [];
    private readonly PeopleWatch _watch;

    public AvailabilityTests()
    {
        _people = new PeopleCache(new GetPeople((IPeopleStore)Unused.Of(typeof(IPeopleStore))), _time);
        _availability = new Availability(_presence, _people, _bus, _time);
        _watch = _availability.Watch(_told.AddRange);
        _people.Put([Person(Ada), Person(Bo)]);
    }

    public void Dispose() => _availability.Dispose();

    [Fact]
    public void Only_those_who_are_followed_are_told_of_and_to_those_alone_who_follow_them()
    {
        var others = new List<UserId>();
        using var other = _availability.Watch(others.AddRange);
        _watch.Set([Ada]);
        other.Set([Bo]);

        _presence.Become(PresenceState.Online, Ada, Bo, new UserId(3));
        Assert.Equal([Ada], _told);
        Assert.Equal([Bo], others);

        _watch.Set([Bo]);
        other.Dispose();
        _presence.Become(PresenceState.Away, Ada, Bo);
        Assert.Equal([Ada, Bo], _told);
        Assert.Equal([Bo], others);
    }

    [Fact]
    public void News_of_a_person_are_told_once_and_older_news_never()
    {
        _watch.Set([Ada]);
        _presence.Become(PresenceState.Online, Ada);
        _told.Clear();
        var paused = Person(Ada) with { Revision = 2, PausedUntil = _time.GetUtcNow().AddHours(1) };

        _bus.Publish(new PersonSignal(paused));
        _bus.Publish(new PersonSignal(paused));
        _bus.Publish(new PersonSignal(Person(Ada) with { Revision = 1, IsAway = true }));

        Assert.Equal([Ada], _told);
        Assert.Equal(PresenceState.DoNotDisturb, _availability.Of(Ada));
    }

    [Fact]
    public void Whom_nobody_shows_is_not_kept()
    {
        _bus.Publish(new PersonSignal(Person(new UserId(9))));
        Assert.Null(_people.Find(new UserId(9)));
    }

    [Fact]
    public void A_status_ends_by_itself_and_is_told_then_and_not_before()
    {
        _watch.Set([Ada]);
        _bus.Publish(new PersonSignal(Person(Ada) with { Revision = 1, Status = new PersonStatus("🏠", "home", _time.GetUtcNow().AddMinutes(30), false) }));
        _told.Clear();

        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty(_told);
        Assert.Equal("home", _availability.LookOf(Ada)?.Status?.Text);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([Ada], _told);
        Assert.Null(_people.Find(Ada)?.Status);
    }

    [Fact]
    public void Hours_turn_day_after_day_without_anybody_asking()
    {
        _watch.Set([Ada]);
        _presence.Become(PresenceState.Online, Ada);
        _bus.Publish(new PersonSignal(Person(Ada) with { Revision = 1, TimeZone = "UTC", Hours = WeekHours.Parse("mon 09:00-17:00, wed 09:00-17:00").Value }));
        _told.Clear();
        var seen = new List<PresenceState>();
        for (var hour = 0; hour < 72; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            if (_told.Count > 0)
                seen.Add(_availability.Of(Ada));
            _told.Clear();
        }

        Assert.Equal([PresenceState.Online, PresenceState.DoNotDisturb, PresenceState.Online, PresenceState.DoNotDisturb], seen);
    }

    [Fact]
    public void A_turn_that_was_set_off_is_not_told()
    {
        _watch.Set([Ada]);
        _bus.Publish(new PersonSignal(Person(Ada) with { Revision = 1, PausedUntil = _time.GetUtcNow().AddMinutes(30) }));
        _bus.Publish(new PersonSignal(Person(Ada) with { Revision = 2, PausedUntil = _time.GetUtcNow().AddMinutes(90) }));
        _told.Clear();

        _time.Advance(TimeSpan.FromMinutes(60));
        Assert.Empty(_told);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal([Ada], _told);
    }

    private static Person Person(UserId id) => new(id, $"p{id}", $"Person {id}", "", default, true, false);

    /// <summary>Nodes that say what the test wants.</summary>
    private sealed class Connections : IPresence
    {
        private readonly Dictionary<UserId, PresenceState> _states = [];

        public event Action<IReadOnlyCollection<UserId>>? Changed;

        public int Count => _states.Count;

        public void Become(PresenceState state, params UserId[] users)
        {
            foreach (var user in users)
                _states[user] = state;
            Changed?.Invoke(users);
        }

        public IPresenceConnection Connect(UserId user) => throw new NotSupportedException("Nobody connects here.");

        public PresenceState Of(UserId user) => _states.GetValueOrDefault(user);

        public IReadOnlyList<UserId>? List(int most) => [.. _states.Keys];

        public bool IsHere(UserId user) => Of(user) == PresenceState.Online;

        public IReadOnlyList<UserId>? ListHere(int most) => [.. _states.Keys.Where(IsHere)];
    }
}
