using System.Collections.Concurrent;
using Collab.Domain.Confirmations;
using Collab.Domain.Contacts;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.People;
using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.TownHalls;
using Collab.Web.TownHalls;

namespace Collab.Web.Realtime;

/// <summary>
/// Hands what the bus brings to the circuits of this node that may see it. A circuit watches the streams that its person
/// is entitled to; when she loses her seat the watch ends here, before the notice is passed on.
/// </summary>
public sealed class EventFanout : IDisposable
{
    private const int RecentCapacity = 2048;

    private readonly ConcurrentDictionary<StreamId, HashSet<CircuitMailbox>> _byStream = [];
    private readonly ConcurrentDictionary<UserId, HashSet<CircuitMailbox>> _byUser = [];
    private readonly Queue<DomainEvent> _recent = [];
    private readonly Lock _lock = new();
    private readonly MissedPages _missed;
    private readonly IViewers _viewers;
    private readonly Deliveries? _deliveries;
    private readonly IDisposable _subscription;

    /// <param name="live">What brings the notices.</param>
    /// <param name="viewers">Counts those who have a place open.</param>
    /// <param name="time">By which pages take turns after a gap.</param>
    /// <param name="deliveries">Told of messages that have arrived; null when nobody keeps that.</param>
    public EventFanout(LiveEvents live, IViewers viewers, TimeProvider time, Deliveries? deliveries = null)
    {
        (_missed, _viewers, _deliveries) = (new MissedPages(time), viewers, deliveries);
        _subscription = live.Subscribe(Deliver, MarkAllMissed, Receivers);
        _viewers.Changed += TellWatching;
    }

    /// <summary>How many circuits are connected.</summary>
    public int Circuits
    {
        get
        {
            lock (_lock)
                return _byUser.Values.Sum(m => m.Count);
        }
    }

    /// <summary>Opens a mailbox for a circuit.</summary>
    public CircuitMailbox Connect(UserId user, SessionId? session)
    {
        var mailbox = new CircuitMailbox(user, session);
        lock (_lock)
            _byUser.GetOrAdd(user, _ => []).Add(mailbox);
        return mailbox;
    }

    /// <summary>Closes a circuit's mailbox.</summary>
    public void Disconnect(CircuitMailbox mailbox)
    {
        lock (_lock)
        {
            foreach (var stream in mailbox.Watched.Keys.ToArray())
                Remove(mailbox, stream);
            foreach (var stream in mailbox.Open)
                _viewers.Go(stream);
            mailbox.Open.Clear();
            if (_byUser.TryGetValue(mailbox.User, out var own) && own.Remove(mailbox) && own.Count == 0)
                _byUser.TryRemove(mailbox.User, out _);
            mailbox.Close();
        }
    }

    /// <summary>
    /// Starts to deliver a stream, beginning with what has just passed by, so that nothing falls between reading the
    /// truth and watching it. Watch first, check the right after, and <see cref="Unwatch"/> when it is refused.
    /// </summary>
    public void Watch(CircuitMailbox mailbox, StreamId stream, StreamId? parent = null)
    {
        lock (_lock)
        {
            if (!mailbox.Watched.TryAdd(stream, parent))
                return;
            _byStream.GetOrAdd(stream, _ => []).Add(mailbox);
            foreach (var passed in _recent.Where(e => e.Stream == stream))
                mailbox.Post(passed);
        }
    }

    /// <summary>Stops to deliver a stream.</summary>
    public void Unwatch(CircuitMailbox mailbox, StreamId stream)
    {
        lock (_lock)
            Remove(mailbox, stream);
    }

    /// <summary>The circuit has a place open: it counts as a viewer, and is told how many there are when there are many.</summary>
    public void Open(CircuitMailbox mailbox, StreamId stream)
    {
        lock (_lock)
        {
            if (mailbox.IsClosed)
                return;
            if (mailbox.Open.Add(stream))
                _viewers.Come(stream);
            if (_viewers.Watching(stream) is { } count)
                mailbox.Post(new WatchingChanged(stream, count));
        }
    }

    /// <summary>It has it open no more.</summary>
    public void Shut(CircuitMailbox mailbox, StreamId stream)
    {
        lock (_lock)
        {
            if (mailbox.Open.Remove(stream))
                _viewers.Go(stream);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _viewers.Changed -= TellWatching;
        _subscription.Dispose();
        _missed.Dispose();
    }

    private int Receivers(StreamId stream) => _byStream.TryGetValue(stream, out var watchers) ? watchers.Count : 0;

    private void TellWatching(IReadOnlyCollection<StreamId> changed)
    {
        lock (_lock)
        {
            foreach (var stream in changed)
            {
                var told = new WatchingChanged(stream, _viewers.Watching(stream));
                foreach (var mailbox in (_byStream.GetValueOrDefault(stream) ?? []).Where(m => m.Open.Contains(stream)))
                    mailbox.Post(told);
            }
        }
    }

    private void Deliver(IReadOnlyList<Notice> notices)
    {
        foreach (var notice in notices)
            Deliver(notice);
    }

    private void Deliver(Notice notice)
    {
        lock (_lock)
        {
            switch (notice)
            {
                case MembersLeft left:
                    End(left);
                    ToStream(left.Stream, left);
                    break;
                case MembersJoined joined:
                    ToStream(joined.Stream, joined);
                    ToUsers(joined.Users, joined, joined.Stream);
                    break;
                case MessagePosted posted:
                    ToStream(posted.Stream, posted);
                    // Whom a reply names, and who wrote it, follow the thread from now on.
                    if (posted.Head.Kind == StreamKind.Thread)
                        ToUsers([.. posted.Message.Mentions.Append(posted.Message.Author).Distinct()], posted, posted.Stream);
                    NoteArrival(posted);
                    break;
                case DomainEvent happened:
                    ToStream(happened.Stream, happened);
                    break;
                case TypingSignal typing:
                    ToStream(typing.Stream, typing);
                    break;
                case MarkersMoved moved:
                    Tell(moved);
                    break;
                case ReceiptPolicySignal decided:
                    ToUsers([.. _byUser.Keys], decided, null);
                    break;
                case ConfirmedSignal confirmed:
                    ToUsers([confirmed.User, confirmed.Author], confirmed, null);
                    break;
                case PlaceSignal arranged:
                    ToUsers([arranged.User], arranged, null);
                    break;
                case CallSubjectsSignal called:
                    ToUsers([called.User], called, null);
                    break;
                case PreferenceSignal preferred:
                    ToUsers([preferred.User], preferred, null);
                    break;
                case FavouriteSignal favourite:
                    ToUsers([favourite.User], favourite, null);
                    break;
                case SavedSignal saved:
                    ToUsers([saved.User], saved, null);
                    break;
                case HiddenSignal hidden:
                    ToUsers([hidden.User], hidden, null);
                    break;
                case HistoryClearedSignal cleared:
                    ToUsers([cleared.User], cleared, null);
                    break;
                case SessionsEndedSignal ended:
                    ToUsers([ended.User], ended, null);
                    break;
            }

            if (notice is DomainEvent recent)
                Remember(recent);
        }
    }

    private void End(MembersLeft left)
    {
        foreach (var mailbox in left.Users.SelectMany(u => _byUser.GetValueOrDefault(u) ?? []))
        {
            foreach (var (stream, parent) in mailbox.Watched.ToArray())
            {
                if (stream == left.Stream || parent == left.Stream)
                    Remove(mailbox, stream);
            }

            mailbox.Post(left);
        }
    }

    private void ToStream(StreamId stream, Notice notice)
    {
        foreach (var mailbox in _byStream.GetValueOrDefault(stream) ?? [])
            mailbox.Post(notice);
    }

    private void ToUsers(IReadOnlyCollection<UserId> users, Notice notice, StreamId? unlessWatched)
    {
        foreach (var mailbox in users.SelectMany(u => _byUser.GetValueOrDefault(u) ?? []))
        {
            if (unlessWatched is not { } stream || !mailbox.Watched.ContainsKey(stream))
                mailbox.Post(notice);
        }
    }

    // One's own markers go to all one's circuits, others' to those who look at the stream.
    private void Tell(MarkersMoved moved)
    {
        foreach (var own in moved.ForOwners())
            ToUsers([own.User], own, null);
        if (moved.ForOthers() is { } shown)
            ToStream(moved.Stream, shown);
    }

    private void NoteArrival(MessagePosted posted)
    {
        foreach (var mailbox in _byStream.GetValueOrDefault(posted.Stream) ?? [])
            _deliveries?.Note(posted, mailbox.User);
    }

    private void Remember(DomainEvent happened)
    {
        _recent.Enqueue(happened);
        if (_recent.Count > RecentCapacity)
            _recent.Dequeue();
    }

    private void Remove(CircuitMailbox mailbox, StreamId stream)
    {
        mailbox.Watched.Remove(stream);
        if (_byStream.TryGetValue(stream, out var watchers) && watchers.Remove(mailbox) && watchers.Count == 0)
            _byStream.TryRemove(stream, out _);
    }

    private void MarkAllMissed()
    {
        lock (_lock)
        {
            _recent.Clear();
            _missed.Add(_byUser.Values.SelectMany(m => m));
        }
    }
}
