using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>Moves one's read marker; one's other devices are told, and others as far as the policy allows.</summary>
public sealed class MarkRead(StreamAccess access, IReadMarkerStore markers)
{
    /// <summary>Returns where the marker is and what is left unread.</summary>
    public async Task<Result<ReadState>> ExecuteAsync(MarkReadRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (!seat.IsMember)
            return new Error.Forbidden("stream.not_joined", "Join this channel first.");
        if (request.Seq < 0)
            return new Error.Invalid("marker.invalid", "Message numbers start at 1.", "seq");
        return await markers.MoveAsync(seat, request.Seq, request.Move, ct);
    }
}

/// <summary>How far somebody has read.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Stream">Where.</param>
/// <param name="Seq">Up to which number.</param>
/// <param name="Move">Whether she read on, or marked something unread.</param>
public sealed record MarkReadRequest(Actor Actor, StreamId Stream, long Seq, MarkerMove Move = MarkerMove.Forward);
