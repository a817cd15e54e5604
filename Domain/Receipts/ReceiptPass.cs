using Collab.Domain.Confirmations;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>Proof that an actor may see who has read a message; only <see cref="ReceiptAccess"/> makes one.</summary>
public sealed class ReceiptPass
{
    internal ReceiptPass(Seat seat, long seq, UserId author, ReceiptPolicy policy, bool mayExport, ConfirmationRequest? confirmation = null, DateTimeOffset postedAt = default) =>
        (Seat, Seq, Author, Policy, MayExport, Confirmation, PostedAt) = (seat, seq, author, policy, mayExport, confirmation, postedAt);

    /// <summary>Who asks, and where.</summary>
    public Seat Seat { get; }

    /// <summary>The message's number.</summary>
    public long Seq { get; }

    /// <summary>Its author, who is on none of the lists.</summary>
    public UserId Author { get; }

    /// <summary>When it was posted.</summary>
    public DateTimeOffset PostedAt { get; }

    /// <summary>True when it is known of everybody on the list of readers when she read it, and not only by when.</summary>
    public bool TellsTimes => Policy.TimesSince is { } since && PostedAt >= since;

    /// <summary>That it asks to be confirmed; null when it does not.</summary>
    public ConfirmationRequest? Confirmation { get; }

    /// <summary>False where the organization has switched receipts off: who has confirmed may be seen then, who has read may not.</summary>
    public bool SeesReading => Policy.IsOn;

    /// <summary>What the organization has decided.</summary>
    public ReceiptPolicy Policy { get; }

    /// <summary>The asker wrote it or manages the place: she may take the lists along.</summary>
    public bool MayExport { get; }
}
