using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>
/// How people can be reached, for the pages and programs of this node: what the nodes know of their connections, and what
/// they say of themselves. Each page follows the people on its screen; a change is told to those alone who follow the
/// person. Statuses and pauses end by one timer, set for the next that ends.
/// </summary>
public sealed class Availability : IDisposable
{
    // A timer cannot look ahead for ever; it is set again when it rings.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, HashSet<PeopleWatch>> _followers = [];
    private readonly PriorityQueue<UserId, DateTimeOffset> _turns = new();
    private readonly Dictionary<UserId, DateTimeOffset> _nextTurn = [];

    // Of those who are followed, the revision whose news the followers have.
    private readonly Dictionary<UserId, long> _toldRevisions = [];
    private readonly IPresence _presence;
    private readonly PeopleCache _people;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly ITimer _timer;

    /// <summary>Listens from now on.</summary>
    public Availability(IPresence presence, PeopleCache people, IEventBus bus, TimeProvider time)
    {
        (_presence, _people, _time) = (presence, people, time);
        _timer = time.CreateTimer(_ => TakeTurns(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _presence.Changed += Tell;
        _people.Learned += WaitForTurn;
        _subscription = bus.Subscribe(Receive, people.Doubt);
    }

    /// <summary>What others see of a person: of one whose profile is not known, only whether she is connected.</summary>
    public PresenceState Of(UserId user)
    {
        var connected = _presence.Of(user);
        return _people.Find(user) is { } person ? PresenceLook.StateOf(person, connected, _time.GetUtcNow()) : connected;
    }

    /// <summary>The same with status and pause; null when her profile is not known.</summary>
    public PresenceLook? LookOf(UserId user) => _people.Find(user) is { } person ? PresenceLook.Of(person, _presence.Of(user), _time.GetUtcNow()) : null;

    /// <summary>Follows people until disposed: nobody at first.</summary>
    /// <param name="onChanged">Called with those of them who changed, on a thread of its own; must be quick and must not throw.</param>
    public PeopleWatch Watch(Action<IReadOnlyCollection<UserId>> onChanged) => new(this, onChanged);

    /// <inheritdoc />
    public void Dispose()
    {
        _presence.Changed -= Tell;
        _people.Learned -= WaitForTurn;
        _subscription.Dispose();
        _timer.Dispose();
    }

    internal void Follow(PeopleWatch watch, IReadOnlySet<UserId> before, IReadOnlySet<UserId> after)
    {
        lock (_lock)
        {
            foreach (var user in before)
            {
                if (!after.Contains(user) && _followers.TryGetValue(user, out var followers) && followers.Remove(watch) && followers.Count == 0)
                {
                    _followers.Remove(user);
                    _toldRevisions.Remove(user);
                }
            }

            foreach (var user in after)
            {
                if (!_followers.TryGetValue(user, out var followers))
                    _followers[user] = followers = [];
                followers.Add(watch);
            }
        }
    }

    private void Receive(Notice notice)
    {
        if (notice is not PersonSignal { Person: var person })
            return;
        bool isFollowed;
        bool isNews;
        lock (_lock)
        {
            isFollowed = _followers.ContainsKey(person.Id);
            isNews = isFollowed && _toldRevisions.GetValueOrDefault(person.Id, -1) < person.Revision;
            if (isNews)
                _toldRevisions[person.Id] = person.Revision;
        }

        // Whom no page shows is read when one does.
        if (isFollowed || _people.Find(person.Id) is not null)
            _people.Put(person);
        // Told also when she is known like that already: her own page may have been quicker than the news.
        if (isNews)
            Tell([person.Id]);
    }

    private void Tell(IReadOnlyCollection<UserId> changed)
    {
        var told = new Dictionary<PeopleWatch, List<UserId>>();
        lock (_lock)
        {
            foreach (var user in changed)
            {
                foreach (var watch in _followers.GetValueOrDefault(user) ?? [])
                {
                    if (!told.TryGetValue(watch, out var users))
                        told[watch] = users = [];
                    users.Add(user);
                }
            }
        }

        foreach (var (watch, users) in told)
            watch.Tell(users);
    }

    private void WaitForTurn(Person person)
    {
        if (person.NextTurn(_time.GetUtcNow()) is not { } turn)
            return;
        lock (_lock)
        {
            if (_nextTurn.TryGetValue(person.Id, out var known) && known == turn)
                return;
            _nextTurn[person.Id] = turn;
            _turns.Enqueue(person.Id, turn);
            SetTimer();
        }
    }

    private void TakeTurns()
    {
        var due = new List<UserId>();
        lock (_lock)
        {
            while (_turns.TryPeek(out var user, out var turn) && turn <= _time.GetUtcNow())
            {
                _turns.Dequeue();
                // Another turn may have taken its place since.
                if (_nextTurn.GetValueOrDefault(user) != turn)
                    continue;
                _nextTurn.Remove(user);
                due.Add(user);
            }

            SetTimer();
        }

        foreach (var person in due.Select(_people.Find).OfType<Person>())
        {
            _people.Put(person);
            WaitForTurn(person);
        }

        Tell(due);
    }

    private void SetTimer()
    {
        if (!_turns.TryPeek(out _, out var turn))
            return;
        var wait = turn - _time.GetUtcNow();
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>The people whom one page, or a part of it, or a program follows.</summary>
public sealed class PeopleWatch : IDisposable
{
    private readonly Availability _availability;
    private readonly Action<IReadOnlyCollection<UserId>> _onChanged;
    private HashSet<UserId> _users = [];

    internal PeopleWatch(Availability availability, Action<IReadOnlyCollection<UserId>> onChanged) => (_availability, _onChanged) = (availability, onChanged);

    /// <summary>Whom it follows.</summary>
    public IReadOnlyCollection<UserId> Users => _users;

    /// <summary>Follows these people and nobody else.</summary>
    public void Set(IEnumerable<UserId> users)
    {
        HashSet<UserId> wanted = [.. users];
        if (wanted.SetEquals(_users))
            return;
        _availability.Follow(this, _users, wanted);
        _users = wanted;
    }

    /// <inheritdoc />
    public void Dispose() => Set([]);

    internal void Tell(IReadOnlyCollection<UserId> users) => _onChanged(users);
}
