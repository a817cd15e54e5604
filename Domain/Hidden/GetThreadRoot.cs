using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>
/// Reads the message that a thread belongs to. One has its replies also when one does not see it oneself, because one has deleted
/// it or came later: then it tells whose it is and where, and nothing of what it says.
/// </summary>
public sealed class GetThreadRoot(StreamAccess access, IMessageStore messages)
{
    /// <summary>The message, <see cref="MessageState.Hidden"/> when one does not see it.</summary>
    public async Task<Result<ThreadRoot>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (await messages.FindAsync(seat, seq, ct) is { } seen)
            return new ThreadRoot(seen, false);
        return !seat.Sight.IsWhole && await messages.FindAsync(seat.With(Sight.Whole), seq, ct) is { Thread: not null } hidden
            ? new ThreadRoot(hidden.AsHidden(), !seat.HasCleared(hidden))
            : new Error.NotFound();
    }
}

/// <summary>The message that a thread belongs to.</summary>
/// <param name="Message">The message, as one sees it.</param>
/// <param name="MayReturn">One has deleted it for oneself alone, and can bring it back.</param>
public sealed record ThreadRoot(MessageView Message, bool MayReturn);
