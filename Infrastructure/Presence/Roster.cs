using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Presence;

/// <summary>The members' ids of one stream. What happens while they are read is applied on top of what was read.</summary>
internal sealed class Roster(TimeProvider time)
{
    private static readonly TimeSpan FoundFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<UserId> _members = [];
    private readonly TaskCompletionSource<bool> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // While it is being read: what happened before its version was known, and who came or went since.
    private List<DomainEvent>? _early = [];
    private Dictionary<UserId, bool>? _since = [];

    private long _version;
    private UserId[] _online = [];
    private long? _foundAt;

    /// <summary>Ends when everybody was read: with false when that failed.</summary>
    public Task<bool> Read => _read.Task;

    /// <summary>When somebody last looked, as a timestamp.</summary>
    public long LookedAt { get; set; }

    public int Size => _members.Count;

    /// <summary>The version of the stream before its members are read; false when events are missing already.</summary>
    public bool Begin(long version)
    {
        lock (_lock)
        {
            _version = version;
            var early = _early ?? [];
            _early = null;
            return early.OrderBy(e => e.Version).All(Take);
        }
    }

    public void Add(IReadOnlyList<UserId> ids)
    {
        lock (_lock)
            _members.UnionWith(ids.Where(id => _since?.GetValueOrDefault(id, true) == true));
    }

    public void End(bool isWhole)
    {
        lock (_lock)
            _since = null;
        _read.TrySetResult(isWhole);
    }

    /// <summary>False when an event before this one is missing.</summary>
    public bool Apply(DomainEvent happened)
    {
        lock (_lock)
        {
            _early?.Add(happened);
            return _early is not null || Take(happened);
        }
    }

    /// <summary>Who of them is connected, by id; found at most once a second, whoever asks.</summary>
    public UserId[] Online(IPresence presence)
    {
        lock (_lock)
        {
            if (_foundAt is { } found && time.GetElapsedTime(found) < FoundFor)
                return _online;
            // The smaller of the two sets is gone through.
            var online = presence.List(_members.Count) is { } connected
                ? connected.Where(_members.Contains)
                : _members.Where(m => presence.Of(m) != PresenceState.Offline);
            (_online, _foundAt) = ([.. online.Order()], time.GetTimestamp());
            return _online;
        }
    }

    /// <summary>Who of them is here, see <see cref="IPresence.IsHere"/>, by id: as exact as it is known, since it is asked for once for each call.</summary>
    public UserId[] Here(IPresence presence)
    {
        lock (_lock)
        {
            var here = presence.ListHere(_members.Count) is { } all ? all.Where(_members.Contains) : _members.Where(presence.IsHere);
            return [.. here.Order()];
        }
    }

    private bool Take(DomainEvent happened)
    {
        if (happened.Version <= _version)
            return true;
        if (happened.Version != _version + 1)
            return false;
        _version++;
        switch (happened)
        {
            case MembersJoined joined:
                Set(joined.Users, isIn: true);
                break;
            case MembersLeft left:
                Set(left.Users, isIn: false);
                break;
        }

        return true;
    }

    private void Set(IReadOnlyList<UserId> users, bool isIn)
    {
        _foundAt = null;
        foreach (var user in users)
        {
            if (_since is not null)
                _since[user] = isIn;
            if (isIn)
                _members.Add(user);
            else
                _members.Remove(user);
        }
    }
}
