using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;

namespace Collab.Web.Realtime;

/// <summary>
/// The threads that one person follows, with what is unread in them. A reply is told by the place above, which every page
/// watches; those with something unread are watched themselves. What an event does not tell is read again.
/// </summary>
public sealed class FollowedThreads
{
    private readonly HashSet<StreamId> _followed = [];
    private readonly Dictionary<StreamId, PlaceView> _unread = [];
    private readonly HashSet<StreamId> _stale = [];
    private UserId _me;

    /// <summary>Something is unread that was not, or no longer.</summary>
    public event Action? Changed;

    /// <summary>Those with unread replies, in no order.</summary>
    public IReadOnlyCollection<PlaceView> Unread => _unread.Values;

    /// <summary>Threads to be read again.</summary>
    public IReadOnlyCollection<StreamId> Stale => _stale;

    /// <summary>A thread with unread replies; null when it has none.</summary>
    public PlaceView? Find(StreamId thread) => _unread.GetValueOrDefault(thread);

    /// <summary>Begins anew. Of what cannot be read now, what was known stays.</summary>
    public void Load(UserId me, ThreadBook book)
    {
        _me = me;
        _stale.Clear();
        if (!book.IsPartial)
        {
            _followed.Clear();
            _unread.Clear();
        }

        _followed.UnionWith(book.Followed);
        foreach (var thread in book.Unread)
            _unread[thread.Id] = thread;
        Changed?.Invoke();
    }

    /// <summary>Takes a thread that was read afresh.</summary>
    public void Put(PlaceView thread)
    {
        _stale.Remove(thread.Id);
        _followed.Add(thread.Id);
        if (thread.Unread > 0)
            _unread[thread.Id] = thread;
        else if (!_unread.Remove(thread.Id))
            return;
        Changed?.Invoke();
    }

    /// <summary>She follows it no more.</summary>
    public void Remove(StreamId thread)
    {
        _stale.Remove(thread);
        _followed.Remove(thread);
        if (_unread.Remove(thread))
            Changed?.Invoke();
    }

    /// <summary>A thread cannot be read again now: with the next whole list it is.</summary>
    public void Postpone(StreamId thread) => _stale.Remove(thread);

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        switch (notice)
        {
            case ThreadReplied { Message: { Thread.Stream: var thread, Author: var root } } when root == _me || _followed.Contains(thread):
                _stale.Add(thread);
                break;
            case MessageEvent { Head.Kind: StreamKind.Thread } happened when _followed.Contains(happened.Stream) || Concerns(happened.Message):
                _stale.Add(happened.Stream);
                break;
            case ReadSignal read when read.User == _me && _followed.Contains(read.Stream):
                Take(read);
                break;
            case HiddenSignal hidden when hidden.User == _me && _followed.Contains(hidden.Stream):
                _stale.Add(hidden.Stream);
                break;
            case HistoryClearedSignal cleared when cleared.User == _me:
                _stale.UnionWith(_unread.Values.Where(t => t.Head.Parent == cleared.Stream).Select(t => t.Id));
                break;
            case MembersLeft left when left.Users.Contains(_me):
                Leave(left.Stream);
                break;
        }
    }

    private bool Concerns(MessageView reply) => reply.Author == _me || reply.Mentions.Contains(_me);

    private void Take(ReadSignal read)
    {
        if (!_unread.TryGetValue(read.Stream, out var thread))
        {
            // She has marked it unread on some device.
            if (read.Unread > 0)
                _stale.Add(read.Stream);
            return;
        }

        if (read.LastReadSeq < thread.Head.LastSeq)
            _stale.Add(read.Stream);
        if (read.Unread > 0)
            _unread[read.Stream] = thread with { LastReadSeq = read.LastReadSeq, Unread = read.Unread, Mentions = read.Mentions };
        else
            _unread.Remove(read.Stream);
        Changed?.Invoke();
    }

    private void Leave(StreamId stream)
    {
        foreach (var thread in _unread.Values.Where(t => t.Head.Parent == stream).Select(t => t.Id).Append(stream).ToArray())
            Remove(thread);
    }
}
