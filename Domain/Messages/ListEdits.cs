using Collab.Domain.Edits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Reads the earlier texts of a message.</summary>
public sealed class ListEdits(StreamAccess access, IMessageStore messages, IEditPolicies policies)
{
    /// <summary>Newest first; empty for a message that was never edited. Where the policy says so, for its author alone.</summary>
    public async Task<Result<IReadOnlyList<MessageEdit>>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (await messages.FindAsync(seat, seq, ct) is not { State: MessageState.Posted } message)
            return new Error.NotFound();
        if (message.Author != actor.User && !(await policies.FindAsync(seat.Stream.Organization, ct)).For(seat.Stream.Workspace).ShowsHistory)
            return EditRules.HistoryHidden;
        return Result.Of(await messages.ListEditsAsync(seat, seq, ct));
    }
}
