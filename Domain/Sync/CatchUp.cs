using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>Reads the events of a stream that a client has missed.</summary>
public sealed class CatchUp(StreamAccess access, IEventLog log, IHiddenMessages hidden)
{
    /// <summary>Most events of one slice.</summary>
    public const int MaxEvents = 500;

    /// <summary>Events after a version, so many at most; a slice that is not complete means: load afresh.</summary>
    public async Task<Result<EventSlice>> ExecuteAsync(Actor actor, StreamId stream, long version, int limit, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return version < 0
            ? new Error.Invalid("cursor.invalid", "A version is not negative.", "version")
            : await ContinueAsync(seat, version, limit, ct);
    }

    /// <summary>The same for whoever has entered a moment ago.</summary>
    public async Task<Result<EventSlice>> ContinueAsync(Seat seat, long version, int limit, CancellationToken ct)
    {
        var slice = await log.ReadAsync(seat, version, Math.Min(limit, MaxEvents), ct);
        return seat.Sight.IsWhole ? slice : await WithoutHiddenAsync(seat, slice, ct);
    }

    /// <summary>What the seat's actor sees of events that are still to come; null when she sees everything.</summary>
    public async Task<EventSight?> LookAsync(Seat seat, CancellationToken ct) =>
        seat.Sight.IsWhole ? null : await LookAsync(seat, 1, long.MaxValue, ct);

    private async Task<EventSlice> WithoutHiddenAsync(Seat seat, EventSlice slice, CancellationToken ct)
    {
        long[] seqs = [.. slice.Events.OfType<MessageEvent>().Select(e => e.Message.Seq)];
        if (seqs.Length == 0)
            return slice;
        var sight = await LookAsync(seat, seqs.Min(), seqs.Max(), ct);
        return slice with { Events = [.. slice.Events.Select(sight.Of)] };
    }

    private async Task<EventSight> LookAsync(Seat seat, long from, long to, CancellationToken ct)
    {
        IReadOnlyList<long> single = seat.Sight.HasHidden ? await hidden.ListSeqsAsync(seat, from, to, HiddenMessage.MaxPerStream, ct) : [];
        return new EventSight(seat.Stream.Kind == StreamKind.Thread, seat.Sight.Cleared, single);
    }
}
