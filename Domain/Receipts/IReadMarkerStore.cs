using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>How far people have read.</summary>
public interface IReadMarkerStore
{
    /// <summary>
    /// Moves the actor's marker to <paramref name="seq"/>, never beyond the end; <see cref="MarkerMove.Forward"/> never
    /// moves it back. Returns where it is and what is left unread.
    /// </summary>
    Task<Result<ReadState>> MoveAsync(Seat seat, long seq, MarkerMove move, CancellationToken ct);

    /// <summary>The markers of everybody seated, for small streams only: at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SeatView>> ListReadersAsync(Seat seat, int limit, CancellationToken ct);
}
