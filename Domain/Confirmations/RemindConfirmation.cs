using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Confirmations;

/// <summary>Reminds those who have not confirmed a message: by its author and those who manage the place, at most once an hour.</summary>
public sealed class RemindConfirmation(ReceiptAccess access, GetReceipts receipts, IConfirmationStore confirmations, AuditTrail audit, IRateLimits limits)
{
    /// <summary>Returns the message with the time of the reminder.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, seq, ct)).TryGet(out var pass, out var error))
            return error;
        if (pass.Confirmation is null)
            return new Error.NotFound();
        if (!pass.MayExport)
            return new Error.Forbidden("confirmation.remind_not_allowed", "Only the author of a message and those who manage the place remind others of it.");
        if (!limits.Take(actor.User, RateKind.Create).TryGet(out _, out error))
            return error;
        if (await receipts.CountConfirmationsAsync(pass, ct) is { NotConfirmed: 0 })
            return new Error.Conflict("confirmation.all_confirmed", "Everybody has confirmed: there is nobody to remind.");
        return await confirmations.RemindAsync(pass, audit.Entry(actor, AuditActs.ConfirmationReminded, $"message:{stream}/{seq}"), ct);
    }
}
