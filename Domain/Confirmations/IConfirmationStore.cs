using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Confirmations;

/// <summary>Who has confirmed which messages. There are rows of those alone who have: asking costs the same for ten and for a hundred thousand.</summary>
public interface IConfirmationStore
{
    /// <summary>The actor confirms. Once is enough: a second time returns the first. <see cref="Error.NotFound"/> when the message does not ask her.</summary>
    Task<Result<Confirmation>> ConfirmAsync(Seat seat, long seq, CancellationToken ct);

    /// <summary>What the actor has confirmed in a run of messages.</summary>
    Task<IReadOnlyList<Confirmation>> ListOwnAsync(Seat seat, long fromSeq, long toSeq, CancellationToken ct);

    /// <summary>Reminds those who have not; refused when they were reminded within <see cref="ConfirmationRules.BetweenReminders"/>. Returns the message.</summary>
    Task<Result<MessageView>> RemindAsync(ReceiptPass pass, AuditEntry audit, CancellationToken ct);

    /// <summary>How many have, and how many have done so late.</summary>
    Task<(long Confirmed, long Late)> CountAsync(ReceiptPass pass, CancellationToken ct);

    /// <summary>One page of those who have, the last first.</summary>
    Task<Page<Reader>> ListByTimeAsync(ReceiptPass pass, Cursor? cursor, int limit, CancellationToken ct);
}
