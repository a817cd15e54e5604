using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>
/// Reads the message that a thread belongs to. One has its replies also when one has deleted it for oneself: then it tells
/// whose it is and where, and nothing of what it says.
/// </summary>
public sealed class GetThreadRoot(StreamAccess access, IMessageStore messages)
{
    /// <summary>The message, <see cref="MessageState.Hidden"/> when one has deleted it for oneself.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (await messages.FindAsync(seat, seq, ct) is { } seen)
            return seen;
        return !seat.Sight.IsWhole && await messages.FindAsync(seat.With(Sight.Whole), seq, ct) is { Thread: not null } hidden ? hidden.AsHidden() : new Error.NotFound();
    }
}
