using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.TownHalls;

/// <summary>
/// The events of one town hall on their way to its viewers. What only changes messages is held and becomes one event;
/// everything else goes at once, and what is held goes before it, so that there is one order. What several nodes publish
/// may come out of order: it waits a moment for what is missing, since each hole would send every viewer to the store.
/// </summary>
internal sealed class Gathering
{
    /// <summary>Between two portions of what is held.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>So long a hole may last; then it is passed on, and whoever follows reads what is missing.</summary>
    public static readonly TimeSpan HolePatience = TimeSpan.FromMilliseconds(250);

    // Messages whose shown state is kept, so that a frame need not repeat who was first.
    private const int MaxShown = 200;
    private const int MaxEarly = 2000;

    private readonly SortedDictionary<long, DomainEvent> _early = [];
    private readonly Dictionary<long, MessageView> _shown = [];
    private readonly Queue<long> _shownInOrder = [];
    private readonly SortedDictionary<long, MessageView> _changed = [];
    private readonly Dictionary<UserId, List<OwnAct>> _acts = [];
    private long? _last;
    private long _first;
    private DomainEvent? _newest;
    private DateTimeOffset _heldSince;
    private DateTimeOffset _earlySince;

    /// <summary>When <see cref="Flush"/> has something to do; null when nothing waits.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            DateTimeOffset? held = _newest is null ? null : _heldSince + Beat;
            DateTimeOffset? early = _early.Count == 0 ? null : _earlySince + HolePatience;
            return early < held || held is null ? early : held;
        }
    }

    /// <summary>Takes an event; returns what goes to the viewers now, together and in this order.</summary>
    public IReadOnlyList<DomainEvent> Take(DomainEvent happened, DateTimeOffset now)
    {
        // Before what has gone, or is held: it is in it.
        if (happened.Version <= _last)
            return [];
        var ready = new List<DomainEvent>();
        if (_last is { } last && happened.Version > last + 1)
        {
            Wait(happened, now);
            if (_early.Count > MaxEarly)
                PassHole(ready, now);
            return ready;
        }

        Accept(happened, ready, now);
        TakeEarly(ready, now);
        return ready;
    }

    /// <summary>What is due goes now.</summary>
    public IReadOnlyList<DomainEvent> Flush(DateTimeOffset now)
    {
        var ready = new List<DomainEvent>();
        while (_early.Count > 0 && now - _earlySince >= HolePatience)
            PassHole(ready, now);
        if (_newest is not null && now - _heldSince >= Beat)
            Cut(ready);
        return ready;
    }

    /// <summary>Everything goes now, whatever is missing.</summary>
    public IReadOnlyList<DomainEvent> End(DateTimeOffset now)
    {
        var ready = new List<DomainEvent>();
        while (_early.Count > 0)
            PassHole(ready, now);
        Cut(ready);
        return ready;
    }

    private void Wait(DomainEvent happened, DateTimeOffset now)
    {
        if (_early.Count == 0)
            _earlySince = now;
        _early.TryAdd(happened.Version, happened);
    }

    // Two events that do not follow each other must not become one: it would claim what is between.
    private void PassHole(List<DomainEvent> ready, DateTimeOffset now)
    {
        Cut(ready);
        var (version, happened) = _early.First();
        _early.Remove(version);
        Accept(happened, ready, now);
        TakeEarly(ready, now);
    }

    private void TakeEarly(List<DomainEvent> ready, DateTimeOffset now)
    {
        var before = _early.Count;
        while (_early.Count > 0 && _early.First() is var (version, happened) && version <= _last + 1)
        {
            _early.Remove(version);
            if (version > _last)
                Accept(happened, ready, now);
        }

        if (_early.Count < before)
            _earlySince = now;
    }

    private void Accept(DomainEvent happened, List<DomainEvent> ready, DateTimeOffset now)
    {
        _last = happened.Version;
        if (happened is not MessageEvent { Message: var message } || happened is not (ReactionsChanged or ThreadReplied))
        {
            Cut(ready);
            ready.Add(happened);
            if (happened is MessageEvent { Message: var told })
                Remember(told);
            return;
        }

        if (_newest is null)
            (_first, _heldSince) = (happened.Version, now);
        _newest = happened;
        if (!_changed.TryGetValue(message.Seq, out var known) || known.Revision <= message.Revision)
            _changed[message.Seq] = message;
        if (happened is ReactionsChanged reacted)
            Note(reacted);
    }

    private void Note(ReactionsChanged reacted)
    {
        if (!_acts.TryGetValue(reacted.User, out var acts))
            _acts[reacted.User] = acts = [];
        acts.Add(new OwnAct(reacted.Message.Seq, reacted.Emoji, reacted.Added));
    }

    private void Cut(List<DomainEvent> ready)
    {
        if (_newest is not { } newest)
            return;
        ready.Add(new MessagesChanged
        {
            Id = newest.Id,
            Head = newest.Head,
            First = _first,
            Messages = [.. _changed.Values.Select(m => new ChangedMessage(m, _shown.GetValueOrDefault(m.Seq)))],
            Acts = _acts.ToDictionary(a => a.Key, a => (IReadOnlyList<OwnAct>)a.Value),
        });
        foreach (var message in _changed.Values)
            Remember(message);
        _newest = null;
        _changed.Clear();
        _acts.Clear();
    }

    private void Remember(MessageView message)
    {
        if (_shown.TryAdd(message.Seq, message))
            _shownInOrder.Enqueue(message.Seq);
        else
            _shown[message.Seq] = message;
        if (_shownInOrder.Count > MaxShown)
            _shown.Remove(_shownInOrder.Dequeue());
    }
}
