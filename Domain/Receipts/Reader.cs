using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>A person on a list of receipts.</summary>
/// <param name="User">Who.</param>
/// <param name="ReadAt">Read by then or earlier: a marker says "up to here". Where times are kept (<see cref="ReceiptPass.TellsTimes"/>), when it was read. Null on the other lists.</param>
public sealed record Reader(UserId User, DateTimeOffset? ReadAt)
{
    /// <summary>When she confirmed it; null when she has not, and on lists that do not tell.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
}
