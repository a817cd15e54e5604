using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Receipts;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>What a reader does to messages; a refusal becomes a toast.</summary>
public sealed class MessageActs(Session session, CircuitLink link, Toasts toasts, MessageUseCases use)
{
    /// <summary>Gives or takes back a reaction; null when it was refused.</summary>
    public async Task<MessageView?> ReactAsync(MessageView message, string emoji, bool given)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error))
            return null;
        var set = await use.React.ExecuteAsync(new SetReactionRequest(actor, message.Stream, message.Seq, emoji, given), link.Ended);
        if (set.TryGet(out var changed, out error))
            return changed;
        toasts.Show(error.Say(), isError: true);
        return null;
    }

    /// <summary>Confirms a message that asks for it; null when it was refused.</summary>
    public async Task<Confirmation?> ConfirmAsync(MessageView message)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return null;
        var confirmed = await Outages.GuardAsync(() => use.Confirm.ExecuteAsync(actor, message.Stream, message.Seq, link.Ended));
        if (confirmed.TryGet(out var confirmation, out var error))
            return confirmation;
        toasts.Show(error.Say(), isError: true);
        return null;
    }

    /// <summary>Saves an edit; the second value says why not.</summary>
    public async Task<(MessageView? Changed, string Refusal)> EditAsync(MessageView message, string text)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error))
            return (null, error.Say());
        var edited = await use.Edit.ExecuteAsync(new EditMessageRequest(actor, message.Stream, message.Seq, text), link.Ended);
        return edited.TryGet(out var changed, out error) ? (changed, "") : (null, error.Say());
    }

    /// <summary>The reader has read on. Moves may overtake each other: one forward never goes back, nor undoes a mark as unread.</summary>
    public async Task ReadAsync(LiveFeed feed, long seq)
    {
        link.Touch();
        if (feed.Messages.Place?.Place is null && feed.Parent is null)
            return;
        await MoveAsync(feed, seq, MarkerMove.Forward);
    }

    /// <summary>The reader marks a message and all after it as unread.</summary>
    public async Task UnreadAsync(LiveFeed feed, long seq)
    {
        feed.Messages.SetUnread(seq - 1);
        await MoveAsync(feed, seq - 1, MarkerMove.Back);
    }

    /// <summary>The first message of a day or later; the last one when nothing was posted since, null when it is refused.</summary>
    public async Task<long?> FindSinceAsync(LiveFeed feed, DateTimeOffset since)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error))
            return null;
        var found = await use.Since.ExecuteAsync(actor, feed.Stream, since, link.Ended);
        if (found.TryGet(out var first, out error))
            return first > 0 ? first : feed.Messages.Place?.Head.LastSeq;
        toasts.Show(error.Say(), isError: true);
        return null;
    }

    private async Task MoveAsync(LiveFeed feed, long seq, MarkerMove move)
    {
        if ((await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            await use.Read.ExecuteAsync(new MarkReadRequest(actor, feed.Stream, seq, move), link.Ended);
    }
}

/// <summary>The use cases behind a message's acts.</summary>
/// <param name="React">Gives and takes back reactions.</param>
/// <param name="Edit">Edits.</param>
/// <param name="Read">Moves the marker.</param>
/// <param name="Since">Finds where a day begins.</param>
/// <param name="Confirm">Confirms.</param>
public sealed record MessageUseCases(SetReaction React, EditMessage Edit, MarkRead Read, FindSince Since, ConfirmMessage Confirm);
