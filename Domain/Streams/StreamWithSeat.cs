namespace Collab.Domain.Streams;

/// <summary>A stream's head and one person's seat in it.</summary>
/// <param name="Head">The head.</param>
/// <param name="Seat">Her seat, also a past one; null when she never had one.</param>
/// <param name="LastPostAt">When she last posted here herself, for slow mode; null when never, or before that was kept.</param>
/// <param name="HasHidden">She has hidden messages of it from herself.</param>
public sealed record StreamWithSeat(StreamView Head, SeatView? Seat, DateTimeOffset? LastPostAt = null, bool HasHidden = false);
