using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Saved;

/// <summary>Lists what one keeps for later, as it is now.</summary>
public sealed class ListSaved(StreamAccess access, IMessageStore messages, ISavedMessages saved)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "saved";

    /// <summary>One page, the last changed first. What one may not read any more is in it without its message.</summary>
    public async Task<Result<Page<SavedView>>> ExecuteAsync(ListSavedRequest request, CancellationToken ct)
    {
        if (!Enum.IsDefined(request.State))
            return new Error.Invalid("saved.state_unknown", "A saved message is in progress, done or archived.", "state");
        if (!Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out var error))
            return error;
        var page = await saved.ListAsync(request.Actor.User, request.State, cursor, PageLimit.Clamp(request.Limit), ct);
        return new Page<SavedView>(await Task.WhenAll(page.Items.Select(s => ReadAsync(request.Actor, s, ct))), page.Next);
    }

    private async Task<SavedView> ReadAsync(Actor actor, SavedMessage kept, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, kept.Stream, ct)).TryGet(out var seat, out _)
            || await messages.FindAsync(seat, kept.Seq, ct) is not { State: MessageState.Posted, Note: null } message
            || message.Id != kept.Message)
            return new SavedView(kept, null, null, null);
        if (seat.Stream is not { Kind: StreamKind.Thread, Parent: { } parent, ParentSeq: { } root })
            return new SavedView(kept, message, seat.Stream, null);
        return (await access.EnterAsync(actor, parent, ct)).TryGet(out var above, out _)
            ? new SavedView(kept, message, above.Stream, root)
            : new SavedView(kept, null, null, null);
    }
}

/// <summary>Which saved messages.</summary>
/// <param name="Actor">Whose.</param>
/// <param name="State">In which state.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListSavedRequest(Actor Actor, SavedState State, string? Cursor = null, int? Limit = null);

/// <summary>A saved message.</summary>
/// <param name="Kept">Where it is, and what was done about it.</param>
/// <param name="Message">The message as it is now; null when it is not there for her any more.</param>
/// <param name="Place">Its channel or chat.</param>
/// <param name="RootSeq">For a reply: its root's number there.</param>
public sealed record SavedView(SavedMessage Kept, MessageView? Message, StreamView? Place, long? RootSeq);
