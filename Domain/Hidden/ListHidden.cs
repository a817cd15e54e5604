using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>Lists what one has deleted for oneself of late, so that one can bring it back.</summary>
public sealed class ListHidden(StreamAccess access, IMessageStore messages, IHiddenMessages hidden, TimeProvider time)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "hidden";

    /// <summary>One page, the last hidden first, as it is now. What one may not read any more is in it without its message.</summary>
    public async Task<Result<Page<HiddenView>>> ExecuteAsync(Actor actor, string? cursor, int? limit, CancellationToken ct)
    {
        if (!Cursor.Parse(cursor, List).TryGet(out var at, out var error))
            return error;
        var page = await hidden.ListAsync(actor.User, time.GetUtcNow() - HiddenMessage.ShownFor, at, PageLimit.Clamp(limit), ct);
        return new Page<HiddenView>(await Task.WhenAll(page.Items.Select(h => ReadAsync(actor, h, ct))), page.Next);
    }

    private async Task<HiddenView> ReadAsync(Actor actor, HiddenMessage one, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, one.Stream, ct)).TryGet(out var seat, out _)
            || await messages.FindAsync(seat.With(seat.Sight with { HasHidden = false }), one.Seq, ct) is not { Note: null } message
            || message.Id != one.Message)
            return new HiddenView(one, null, null, null);
        if (seat.Stream is not { Kind: StreamKind.Thread, Parent: { } parent, ParentSeq: { } root })
            return new HiddenView(one, message, seat.Stream, null);
        return (await access.EnterAsync(actor, parent, ct)).TryGet(out var above, out _)
            ? new HiddenView(one, message, above.Stream, root)
            : new HiddenView(one, null, null, null);
    }
}

/// <summary>A message that one has deleted for oneself.</summary>
/// <param name="Hidden">Where it is, and since when one does not see it.</param>
/// <param name="Message">The message as it is now; null when one may not read it any more, or has cleared its place as well.</param>
/// <param name="Place">Its channel or chat.</param>
/// <param name="RootSeq">For a reply: its root's number there.</param>
public sealed record HiddenView(HiddenMessage Hidden, MessageView? Message, StreamView? Place, long? RootSeq);
