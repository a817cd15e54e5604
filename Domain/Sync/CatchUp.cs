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

    // Where and when, and not whose.
    private static MessageView Unseen(MessageView message) => message.AsHidden() with { Author = default, ClientKey = "", Thread = null };

    // An event that was left out would be a gap: it comes, and says nothing of what its message says.
    private async Task<EventSlice> WithoutHiddenAsync(Seat seat, EventSlice slice, CancellationToken ct)
    {
        long[] seqs = [.. slice.Events.OfType<MessageEvent>().Select(e => e.Message.Seq)];
        if (seqs.Length == 0)
            return slice;
        IReadOnlyList<long> single = seat.Sight.HasHidden ? await hidden.ListSeqsAsync(seat, seqs.Min(), seqs.Max(), HiddenMessage.MaxPerStream, ct) : [];
        var unseen = single.ToHashSet();
        return slice with { Events = [.. slice.Events.Select(e => e is MessageEvent told && (unseen.Contains(told.Message.Seq) || seat.HasCleared(told.Message)) ? told with { Message = Unseen(told.Message) } : e)] };
    }
}
