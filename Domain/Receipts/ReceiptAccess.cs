using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>The one door to receipts. Whoever may not see them learns of nothing, not even that there are any.</summary>
public sealed class ReceiptAccess(StreamAccess access, IMessageStore messages, IReceiptPolicyStore policies)
{
    /// <summary>
    /// Enters a message's receipts; <see cref="Error.NotFound"/> for whoever may not, and for rows that nobody wrote. Where
    /// receipts are off, the author and the managers still enter those of a message that asks for confirmation, to see who
    /// has confirmed: that was said, and not observed.
    /// </summary>
    public async Task<Result<ReceiptPass>> EnterAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await FindAsync(actor, stream, ct)).TryGet(out var found, out var error))
            return error;
        var (seat, policy) = found;
        if (await messages.FindAsync(seat, seq, ct) is not { State: MessageState.Posted, Note: null } message)
            return new Error.NotFound();
        var mayExport = message.Author == actor.User || await ManagesAsync(seat, ct);
        var maySee = policy.Audience == ReceiptAudience.Everyone || (mayExport && (policy.IsOn || message.Confirmation is not null));
        return maySee ? new ReceiptPass(seat, seq, message.Author, policy, mayExport, message.Confirmation, message.PostedAt) : new Error.NotFound();
    }

    /// <summary>Enters a place whose receipts are on, by one who is in it or manages it.</summary>
    public async Task<Result<(Seat Seat, ReceiptPolicy Policy)>> EnterAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await FindAsync(actor, stream, ct)).TryGet(out var found, out var error))
            return error;
        return found.Policy.IsOn ? found : new Error.NotFound();
    }

    private async Task<Result<(Seat Seat, ReceiptPolicy Policy)>> FindAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        // A thread is read without following it by those who are in its place; they are who may respond.
        var isIn = seat.IsMember || seat.Allows(Rights.Manage) || (seat.Stream.Kind == StreamKind.Thread && seat.Allows(Rights.Respond));
        return isIn ? (seat, await policies.FindAsync(ct)) : new Error.NotFound();
    }

    /// <summary>True for those who manage the place, of a thread the place above it.</summary>
    public async Task<bool> ManagesAsync(Seat seat, CancellationToken ct) =>
        seat.Stream.Parent is { } parent
            ? (await access.EnterAsync(seat.Actor, parent, ct)).TryGet(out var above, out _) && above.Allows(Rights.Manage)
            : seat.Allows(Rights.Manage);
}
