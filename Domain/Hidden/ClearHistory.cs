using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;

namespace Collab.Domain.Hidden;

/// <summary>
/// Clears the whole history of a channel or chat for oneself, its threads included. It counts as read then. Nobody else is
/// affected; what is said afterwards is shown.
/// </summary>
public sealed class ClearHistory(StreamAccess access, IHiddenMessages hidden, IReadMarkerStore markers, IFollowedThreads threads, IRateLimits limits, IEventBus bus)
{
    private const int AtOnce = 100;

    /// <summary>Returns what was cleared before and is now.</summary>
    public async Task<Result<HistoryChange>> ExecuteAsync(Actor actor, StreamId place, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, place, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Kind == StreamKind.Thread)
            return new Error.Conflict("hidden.thread", "A thread is cleared with its channel or chat.");
        if (!seat.IsMember)
            return new Error.Forbidden("stream.not_joined", "Join this channel first.");
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out error))
            return error;
        // First read, then cleared: nothing unread is ever behind the line, where a count would have to look for it.
        if (!(await markers.MoveAsync(seat, seat.Stream.LastSeq, MarkerMove.Forward, ct)).TryGet(out _, out error)
            || !(await hidden.ClearAsync(seat, seat.Stream.LastSeq, ct)).TryGet(out var change, out error))
            return error;
        await ReadThreadsAsync(actor, place, CancellationToken.None);
        await bus.PublishAsync([new HistoryClearedSignal(actor.User, place, change.Now)], CancellationToken.None);
        return change;
    }

    // What is unread of its threads is cleared as well.
    private async Task ReadThreadsAsync(Actor actor, StreamId place, CancellationToken ct)
    {
        var book = await threads.ReadAsync(actor.User, ct);
        foreach (var some in book.Unread.Where(t => t.Head.Parent == place).Chunk(AtOnce))
            await Task.WhenAll(some.Select(thread => ReadAsync(actor, thread, ct)));
    }

    private async Task ReadAsync(Actor actor, PlaceView thread, CancellationToken ct)
    {
        if ((await access.EnterAsync(actor, thread.Id, ct)).TryGet(out var seat, out _))
            await markers.MoveAsync(seat, thread.Head.LastSeq, MarkerMove.Forward, ct);
    }
}
