namespace Collab.Domain.Streams;

/// <summary>A stream's head and one person's seat in it.</summary>
/// <param name="Head">The head.</param>
/// <param name="Seat">Her seat, also a past one; null when she never had one.</param>
public sealed record StreamWithSeat(StreamView Head, SeatView? Seat);
