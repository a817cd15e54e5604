using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Reads one message.</summary>
public sealed class GetMessage(StreamAccess access, IMessageStore messages)
{
    /// <summary>Returns the message as it is now.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return await messages.FindAsync(seat, seq, ct) is { } message ? message : new Error.NotFound();
    }
}
