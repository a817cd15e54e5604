using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// What has come in for one person in one stream since her marker was last written: however often she moved it, it is
/// one row to write, and all who wait get the same answer. Guarded by the queue until it is taken.
/// </summary>
internal sealed class PendingMarker(StreamId stream, UserId user)
{
    private readonly List<TaskCompletionSource<Result<ReadState>>> _waiting = [];

    public StreamId Stream => stream;

    public UserId User => user;

    /// <summary>She has marked everything after it unread; null when she has not.</summary>
    public long? Back { get; private set; }

    /// <summary>She has read up to here, as of <see cref="UnreadMarks"/>.</summary>
    public long Forward { get; private set; }

    /// <summary>What her seat said when she read: one who marks something unread after that takes the reading back.</summary>
    public int UnreadMarks { get; private set; }

    /// <summary>Her devices have got everything up to here.</summary>
    public long Delivered { get; private set; }

    public bool HasMove => _waiting.Count > 0;

    /// <summary>True once it is being written: what comes after that makes a new one.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Takes a move; the answer comes when it is stored.</summary>
    public Task<Result<ReadState>> Move(long seq, MarkerMove move, int unreadMarks)
    {
        if (move == MarkerMove.Back)
            (Back, Forward) = (Math.Max(0, seq), 0);
        else if (Back is null && unreadMarks >= UnreadMarks)
            (Forward, UnreadMarks) = (unreadMarks > UnreadMarks ? seq : Math.Max(Forward, seq), unreadMarks);
        // Continuations run elsewhere: the lane must not wait for what its callers do next.
        var done = new TaskCompletionSource<Result<ReadState>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(done);
        return done.Task;
    }

    public void Deliver(long seq) => Delivered = Math.Max(Delivered, seq);

    public void Complete(Result<ReadState> result)
    {
        foreach (var done in _waiting)
            done.TrySetResult(result);
    }

    public void Fail(Exception error)
    {
        foreach (var done in _waiting)
        {
            done.TrySetException(error);
            // Everybody may have given up meanwhile; then nobody is left to be told.
            _ = done.Task.Exception;
        }
    }
}
