using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>What a reader does to messages; a refusal becomes a toast.</summary>
public sealed class MessageActs(Session session, CircuitLink link, Toasts toasts, SavedMarks marks, RecalledTexts recalled, MessageUseCases use, IStringLocalizer<Texts> texts)
{
    /// <summary>Says why something cannot be done.</summary>
    public void Say(Error refusal) => toasts.Show(refusal.Say(), isError: true);

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

    /// <summary>Pins a message to its place or takes the pin away; null when it was refused.</summary>
    public async Task<MessageView?> PinAsync(MessageView message, bool isPinned)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return null;
        var set = await Outages.GuardAsync(() => use.Pin.ExecuteAsync(new SetPinRequest(actor, message.Stream, message.Seq, isPinned), link.Ended));
        if (set.TryGet(out var changed, out var error))
            return changed;
        toasts.Show(error.Say(), isError: true);
        return null;
    }

    /// <summary>Keeps a message for later or not any more. The row shows it at once; a refusal turns it back.</summary>
    public Task KeepAsync(MessageView message, bool isKept) => KeepAsync(message.Stream, message.Seq, isKept ? SavedState.InProgress : null);

    /// <summary>Says what was done about a kept message, or with null keeps it no more. False when it was refused.</summary>
    public async Task<bool> KeepAsync(StreamId stream, long seq, SavedState? state)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return false;
        var was = marks.StateOf(stream, seq);
        marks.Set(stream, seq, state);
        var saved = await Outages.GuardAsync(() => use.Keep.ExecuteAsync(new SaveMessageRequest(actor, stream, seq, state), link.Ended));
        // What is not there to be taken away is gone already.
        if (saved.TryGet(out _, out var error) || (state is null && error is Error.NotFound))
            return true;
        marks.Set(stream, seq, was);
        toasts.Show(error.Say(), isError: true);
        return false;
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

    /// <summary>Takes a message of the reader's own back from everybody; returns why not.</summary>
    public async Task<string?> RecallAsync(MessageView message)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error)
            || !(await Outages.GuardAsync(() => use.Recall.ExecuteAsync(actor, message.Stream, message.Seq, link.Ended))).TryGet(out _, out error))
            return error.Say();
        recalled.Keep(message.Stream, message.Seq, message.Text);
        toasts.Show(texts["RecalledForEveryone"]);
        return null;
    }

    /// <summary>Takes somebody's message away from everybody; returns why not.</summary>
    public async Task<string?> RemoveAsync(MessageView message, string reason)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error)
            || !(await Outages.GuardAsync(() => use.Remove.ExecuteAsync(new RemoveMessageRequest(actor, message.Stream, message.Seq, reason), link.Ended))).TryGet(out _, out error))
            return error.Say();
        toasts.Show(texts["RemovedForEveryone"]);
        return null;
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
/// <param name="Pin">Pins.</param>
/// <param name="Keep">Keeps for later.</param>
/// <param name="Recall">Takes back from everybody.</param>
/// <param name="Remove">Takes away from everybody.</param>
public sealed record MessageUseCases(SetReaction React, EditMessage Edit, MarkRead Read, FindSince Since, ConfirmMessage Confirm, SetPin Pin, SaveMessage Keep, RecallMessage Recall, RemoveMessage Remove);
