namespace Collab.Domain.Confirmations;

/// <summary>That one has confirmed a message; it is never taken back.</summary>
/// <param name="Seq">Which message.</param>
/// <param name="At">When, by the server's clock.</param>
public sealed record Confirmation(long Seq, DateTimeOffset At);
