using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Reads the earlier texts of a message.</summary>
public sealed class ListEdits(StreamAccess access, IMessageStore messages)
{
    /// <summary>Newest first; empty for a message that was never edited.</summary>
    public async Task<Result<IReadOnlyList<MessageEdit>>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (await messages.FindAsync(seat, seq, ct) is not { State: MessageState.Posted })
            return new Error.NotFound();
        return Result.Of(await messages.ListEditsAsync(seat, seq, ct));
    }
}
