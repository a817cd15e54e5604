using System.Diagnostics.CodeAnalysis;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Presence;

/// <summary>
/// The people connected to this node. Each person waits in two queues at most, for the moment at which she may be away or
/// gone, so a second in which nothing happens costs nothing, however many are connected. Guarded by whoever has it.
/// </summary>
internal sealed class LocalPeople(TimeProvider time)
{
    private static readonly TimeSpan AwayAfter = TimeSpan.FromMinutes(10);

    // A page that reloads or a network that blinks is not a person who leaves.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Dictionary<UserId, Local> _people = [];
    private readonly PriorityQueue<Local, DateTimeOffset> _mayBeAway = new();
    private readonly PriorityQueue<Local, DateTimeOffset> _mayBeGone = new();
    private readonly HashSet<UserId> _changed = [];
    private Dictionary<UserId, DateTimeOffset> _seen = [];

    public PresenceState StateOf(UserId user) =>
        !_people.TryGetValue(user, out var person) ? PresenceState.Offline : IsAway(person) ? PresenceState.Away : PresenceState.Online;

    public void Connect(UserId user)
    {
        if (!_people.TryGetValue(user, out var person))
        {
            _people[user] = person = new Local(user);
            _changed.Add(user);
        }

        person.Connections++;
        person.LeftAt = null;
        Touch(person);
        if (!person.WaitsForAway)
            WaitForAway(person);
    }

    public void Disconnect(UserId user)
    {
        if (!_people.TryGetValue(user, out var person) || --person.Connections > 0)
            return;
        person.LeftAt = time.GetUtcNow();
        if (!person.WaitsForGone)
            WaitForGone(person, person.LeftAt.Value);
    }

    public void Touch(UserId user)
    {
        if (_people.TryGetValue(user, out var person))
            Touch(person);
    }

    /// <summary>Lets go who left, and takes those whose state may have changed since the last call.</summary>
    public IReadOnlyCollection<UserId> TakeChanged()
    {
        var now = time.GetUtcNow();
        while (TryTakeDue(_mayBeGone, now, out var person))
        {
            person.WaitsForGone = false;
            if (person.LeftAt is not { } left || _people.GetValueOrDefault(person.User) != person)
                continue;
            if (now - left < Grace)
            {
                WaitForGone(person, left);
                continue;
            }

            _people.Remove(person.User);
            _changed.Add(person.User);
        }

        while (TryTakeDue(_mayBeAway, now, out var person))
        {
            person.WaitsForAway = false;
            if (_people.GetValueOrDefault(person.User) != person)
                continue;
            // One who is away waits for nothing: her next touch brings her back, and into the queue.
            if (IsAway(person))
                _changed.Add(person.User);
            else
                WaitForAway(person);
        }

        UserId[] changed = [.. _changed];
        _changed.Clear();
        return changed;
    }

    /// <summary>When people were last at a device, as far as that is news since the last call.</summary>
    public IReadOnlyDictionary<UserId, DateTimeOffset> TakeSeen()
    {
        var seen = _seen;
        _seen = [];
        return seen;
    }

    private void Touch(Local person)
    {
        var now = time.GetUtcNow();
        if (IsAway(person))
        {
            _changed.Add(person.User);
            person.TouchedAt = now;
            if (!person.WaitsForAway)
                WaitForAway(person);
        }

        person.TouchedAt = now;
        _seen[person.User] = now;
    }

    private bool IsAway(Local person) => time.GetUtcNow() - person.TouchedAt >= AwayAfter;

    private void WaitForAway(Local person)
    {
        person.WaitsForAway = true;
        _mayBeAway.Enqueue(person, person.TouchedAt + AwayAfter);
    }

    private void WaitForGone(Local person, DateTimeOffset left)
    {
        person.WaitsForGone = true;
        _mayBeGone.Enqueue(person, left + Grace);
    }

    private static bool TryTakeDue(PriorityQueue<Local, DateTimeOffset> queue, DateTimeOffset now, [MaybeNullWhen(false)] out Local person) =>
        queue.TryPeek(out person, out var due) && due <= now && queue.TryDequeue(out person, out _);

    private sealed class Local(UserId user)
    {
        public UserId User => user;

        public int Connections { get; set; }

        public DateTimeOffset TouchedAt { get; set; }

        public DateTimeOffset? LeftAt { get; set; }

        public bool WaitsForAway { get; set; }

        public bool WaitsForGone { get; set; }
    }
}
