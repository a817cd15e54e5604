using Collab.Domain.Audit;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Recall;

/// <summary>Takes messages back.</summary>
public interface IRecallStore
{
    /// <summary>
    /// Takes a message back from everybody in one transaction: its text, earlier texts, calls, reactions, confirmations, pin
    /// and files go; its number, author and thread stay, and unread counts of all follow. One that was taken back already is
    /// returned as it is. <see cref="Error.NotFound"/> when there is no such message.
    /// </summary>
    Task<Result<TakenBack>> TakeBackAsync(Seat seat, long seq, RecallOrder order, CancellationToken ct);
}

/// <summary>How a message is to be taken back.</summary>
/// <param name="Window">For how long after posting it may be, by the server's clock at the commit; null for any time.</param>
/// <param name="Reason">Why a manager removes it; null when its author recalls it.</param>
/// <param name="Audit">The entry for the log.</param>
public sealed record RecallOrder(TimeSpan? Window, string? Reason, AuditEntry Audit);

/// <summary>A message that was taken back.</summary>
/// <param name="Message">What is left of it.</param>
/// <param name="Files">Its files: nobody finds them any more, their bytes are to be deleted.</param>
public sealed record TakenBack(MessageView Message, IReadOnlyList<FileKey> Files);
