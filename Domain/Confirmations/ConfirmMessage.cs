using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Confirmations;

/// <summary>Confirms a message that asks for it.</summary>
public sealed class ConfirmMessage(StreamAccess access, IMessageStore messages, IConfirmationStore confirmations, IRateLimits limits)
{
    /// <summary>Returns when; confirming again returns the first time. After the deadline it counts as late.</summary>
    public async Task<Result<Confirmation>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (!seat.IsMember || !await messages.ShowsAsync(seat, seq, ct))
            return new Error.NotFound();
        return limits.Take(actor.User, RateKind.Change).TryGet(out _, out error) ? await confirmations.ConfirmAsync(seat, seq, ct) : error;
    }
}
