using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// How far the others in one place have read, as one page shows it. It is kept beside the messages, and drawn by the
/// browser: nobody's reading makes a row be drawn again here.
/// </summary>
public sealed class ReaderMarks(StreamId stream, UserId reader)
{
    private readonly Dictionary<UserId, ReadPosition> _positions = [];
    private readonly HashSet<UserId> _moved = [];
    private ReadPositions _read = new([], 0, 0);
    private bool _isNew = true;

    /// <summary>There is something to draw, or to read again.</summary>
    public event Action? Changed;

    /// <summary>What is shown.</summary>
    public ReaderMarksMode Mode { get; private set; }

    /// <summary>What is known has to be read again, by <see cref="Load"/> or <see cref="Close"/>.</summary>
    public bool IsStale { get; private set; } = true;

    /// <summary>Counts have moved since they were read, see <see cref="TakeCountsMoved"/>.</summary>
    public bool HaveCountsMoved { get; private set; }

    /// <summary>All who share it have read up to here; of chats alone.</summary>
    public long ReadByAll => _positions.Count == 0 ? _read.ReadByAll : Least(_positions.Values.Select(p => p.LastReadSeq).OfType<long>());

    /// <summary>It has arrived at everybody up to here; of chats alone.</summary>
    public long DeliveredToAll => _positions.Count == 0 ? _read.DeliveredToAll : Least(_positions.Values.Select(p => p.DeliveredSeq));

    /// <summary>Takes what was read: everybody's position, or, in a place too large for that, that counts are shown.</summary>
    public void Load(ReadPositions? read)
    {
        Clear(read is null ? ReaderMarksMode.Counts : ReaderMarksMode.Readers);
        _read = read ?? _read;
        foreach (var position in _read.Positions)
            _positions[position.User] = position;
    }

    /// <summary>Nothing may be shown.</summary>
    public void Close() => Clear(ReaderMarksMode.None);

    /// <summary>What is known may be wrong.</summary>
    public void MarkStale()
    {
        IsStale = true;
        Changed?.Invoke();
    }

    /// <summary>Takes what the circuit received; what is not of this stream is ignored.</summary>
    public void Apply(Notice notice)
    {
        switch (notice)
        {
            case ReceiptPolicySignal:
                Close();
                MarkStale();
                break;
            case ReadersMoved moved when moved.Stream == stream && Mode == ReaderMarksMode.Readers:
                foreach (var position in moved.Positions.Where(p => p.User != reader))
                    Put(position);
                Tell();
                break;
            case ReceiptsMoved counted when counted.Stream == stream && Mode == ReaderMarksMode.Counts:
                HaveCountsMoved = true;
                Changed?.Invoke();
                break;
            case MessagePosted posted when posted.Stream == stream && _positions.TryGetValue(posted.Message.Author, out var author):
                Follow(author, posted.Message.Seq);
                break;
            // Whether she shares it is not in the event.
            case MembersJoined { Head.Kind: StreamKind.Group } joined when joined.Stream == stream && Mode == ReaderMarksMode.Readers:
                MarkStale();
                break;
            case MembersLeft left when left.Stream == stream:
                foreach (var user in left.Users)
                    Remove(user);
                Tell();
                break;
        }

        if (notice is DomainEvent { Head: var head } happened && happened.Stream == stream)
            NoteSize(head);
    }

    /// <summary>What the browser does not know yet; everything after a load.</summary>
    public ReaderMarksNews Take()
    {
        var news = _isNew
            ? new ReaderMarksNews(true, [.. _positions.Values])
            : new ReaderMarksNews(false, [.. _moved.Select(user => _positions.GetValueOrDefault(user) ?? new ReadPosition(user, null, 0))]);
        _isNew = false;
        _moved.Clear();
        return news;
    }

    /// <summary>True once after counts have moved.</summary>
    public bool TakeCountsMoved()
    {
        var moved = HaveCountsMoved;
        HaveCountsMoved = false;
        return moved;
    }

    // Who has read everything has read what she writes herself.
    private void Follow(ReadPosition author, long seq)
    {
        if (author.LastReadSeq != seq - 1)
            return;
        Put(author with { LastReadSeq = seq, DeliveredSeq = Math.Max(author.DeliveredSeq, seq) });
        Tell();
    }

    // A channel grows out of avatars, and back.
    private void NoteSize(StreamView head)
    {
        if (IsStale || Mode == ReaderMarksMode.None || Mode == ReaderMarksMode.Counts == head.MemberCount > ListReadPositions.MaxMembers)
            return;
        MarkStale();
    }

    private void Put(ReadPosition position)
    {
        _positions[position.User] = position;
        _moved.Add(position.User);
    }

    private void Remove(UserId user)
    {
        if (_positions.Remove(user))
            _moved.Add(user);
    }

    private void Tell()
    {
        if (_moved.Count > 0)
            Changed?.Invoke();
    }

    private void Clear(ReaderMarksMode mode)
    {
        _positions.Clear();
        _moved.Clear();
        _read = new ReadPositions([], 0, 0);
        (Mode, IsStale, HaveCountsMoved, _isNew) = (mode, false, false, true);
    }

    private static long Least(IEnumerable<long> seqs) => seqs.DefaultIfEmpty(0).Min();
}

/// <summary>What a place shows of who has read.</summary>
public enum ReaderMarksMode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Where each reader is, and in chats how far all are.</summary>
    Readers,

    /// <summary>How many have read one's own messages.</summary>
    Counts,
}

/// <summary>What changed of reader's positions.</summary>
/// <param name="IsAnew">Everything that was known is to be forgotten.</param>
/// <param name="Positions">Where readers are; null for those who are not to be shown any more.</param>
public sealed record ReaderMarksNews(bool IsAnew, IReadOnlyList<ReadPosition> Positions);
