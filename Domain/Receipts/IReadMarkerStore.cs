using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>
/// How far people have read. Moves that come close together are stored together: of one person's in one stream only the
/// newest is written, at most about once a second, and everybody who moved it is answered then. What was answered is
/// stored. Everybody whom it concerns is told.
/// </summary>
public interface IReadMarkerStore
{
    /// <summary>
    /// Moves the actor's marker to <paramref name="seq"/>, never beyond the end; <see cref="MarkerMove.Forward"/> never
    /// moves it back, and has no effect when she marked something unread after <paramref name="seat"/> was made. Returns
    /// where it is and what is left unread. Giving up waiting does not take the move back.
    /// </summary>
    Task<Result<ReadState>> MoveAsync(Seat seat, long seq, MarkerMove move, CancellationToken ct);

    /// <summary>
    /// A device of a person has got everything up to a message of a direct or group chat. Nobody waits for it; it is
    /// written with the next move or about a second later, and may be lost with its node.
    /// </summary>
    void Deliver(StreamId chat, UserId user, long seq);
}
