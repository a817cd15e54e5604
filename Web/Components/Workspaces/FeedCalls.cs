using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Workspaces;

public sealed partial class MessageList
{
    /// <summary>What the browser asks of a message list.</summary>
    public sealed class FeedCalls(MessageList list)
    {
        /// <summary>The reader comes near the beginning of the window.</summary>
        [JSInvokable]
        public Task LoadOlder() => list.Feed?.Messages.LoadOlderAsync(list._gone.Token) ?? Task.CompletedTask;

        /// <summary>The reader comes near the end of the window.</summary>
        [JSInvokable]
        public Task LoadNewer() => list.Feed?.Messages.LoadNewerAsync(list._gone.Token) ?? Task.CompletedTask;

        /// <summary>The reader looks at the end, or no longer.</summary>
        [JSInvokable]
        public void AtEnd(bool isAtEnd)
        {
            if (list.Feed is { } feed)
                feed.Messages.IsAtEnd = isAtEnd;
        }

        /// <summary>The reader has read up to a message.</summary>
        [JSInvokable]
        public Task Read(long seq) => list.Feed is { } feed ? list.Acts.ReadAsync(feed, seq) : Task.CompletedTask;

        /// <summary>The whole place counts as read.</summary>
        [JSInvokable]
        public async Task ReadAll()
        {
            if (list.Feed is not { Messages.Place.Head.LastSeq: var last } feed)
                return;
            await list.Acts.ReadAsync(feed, last);
            feed.Messages.ClearNew();
        }

        /// <summary>The reader wants the end.</summary>
        [JSInvokable]
        public async Task ToEnd()
        {
            if (list.Window is { HasNewer: true } && list.Feed is { } feed)
                await feed.Messages.OpenAsync(null, list._gone.Token);
        }

        /// <summary>The reader wants the first unread message.</summary>
        [JSInvokable]
        public Task ToNew() => list.Feed?.Messages.NewAfter is { } after ? list.ShowAsync(after + 1) : Task.CompletedTask;

        /// <summary>Where to begin: a message, the line above what is new, or the end.</summary>
        [JSInvokable]
        public long? Target() => list.Target;

        /// <summary>Gives a reaction, or takes one's own back.</summary>
        [JSInvokable]
        public Task React(long seq, bool isRoot, string emoji) => list.ReactAsync(seq, isRoot, emoji);

        /// <summary>Opens the thread of a message.</summary>
        [JSInvokable]
        public Task Thread(long seq) => list.OnThread.InvokeAsync(seq);

        /// <summary>Shows who somebody is.</summary>
        [JSInvokable]
        public Task Profile(string user) => UserId.TryParse(user, null, out var id) ? list.OnProfile.InvokeAsync(id) : Task.CompletedTask;

        /// <summary>The address of a message; of the root above a thread, the thread's.</summary>
        [JSInvokable]
        public string Link(long seq, bool isRoot) => list.LinkTo(isRoot ? null : seq);

        /// <summary>The typed text of a message.</summary>
        [JSInvokable]
        public string Text(long seq, bool isRoot) => list.Find(seq, isRoot)?.Text ?? "";

        /// <summary>Shows the earlier texts of a message.</summary>
        [JSInvokable]
        public void Edits(long seq, bool isRoot)
        {
            if (list.Find(seq, isRoot) is { } message)
                list.Screen.ShowAbout(new MessageDialog.Edits(message.Stream, message.Seq));
        }

        /// <summary>Shows who reacted, beginning with one emoji or the first.</summary>
        [JSInvokable]
        public void Reactors(long seq, bool isRoot, string? emoji)
        {
            if (list.Find(seq, isRoot) is { Reactions.Count: > 0 } message)
                list.Screen.ShowAbout(new MessageDialog.Reactors(message.Stream, message.Seq, emoji));
        }

        /// <summary>Marks a message and all after it as unread.</summary>
        [JSInvokable]
        public Task Unread(long seq) => list.Feed is { } feed ? list.Acts.UnreadAsync(feed, seq) : Task.CompletedTask;

        /// <summary>Begins to edit a message, or one's last when no number is given.</summary>
        [JSInvokable]
        public void Edit(long? seq) => list.Edit(seq);

        /// <summary>Ends editing; a text saves it.</summary>
        [JSInvokable]
        public Task<string> Save(long seq, string? text) => list.SaveAsync(seq, text);
    }

    private MessageView? Find(long seq, bool isRoot) => isRoot ? Root : Window?.Find(seq);

    private async Task ReactAsync(long seq, bool isRoot, string emoji)
    {
        if (Find(seq, isRoot) is not { } message)
            return;
        var given = message.Reactions.FirstOrDefault(r => r.Emoji == emoji) is not { } reaction || !IsOwn(message, reaction);
        if (await Acts.ReactAsync(message, emoji, given) is not { } changed)
            return;
        FeedOf(changed)?.Messages.SetOwn(changed.Seq, emoji, given);
        FeedOf(changed)?.Messages.Take(changed);
        if (isRoot)
            await OnRootChanged.InvokeAsync(changed);
    }

    private void Edit(long? seq)
    {
        var row = seq is { } number ? Window?.Find(number) : Window?.Rows.LastOrDefault(m => m.Author == Session.Me && m is { Note: null, State: MessageState.Posted });
        if (row is null || row.Author != Session.Me)
            return;
        (_editing, _editor) = (row.Seq, null);
        Refresh();
    }

    private async Task<string> SaveAsync(long seq, string? text)
    {
        if (text is not null && Window?.Find(seq) is { } message)
        {
            var (changed, refusal) = await Acts.EditAsync(message, text);
            if (changed is null)
                return refusal;
            Feed?.Messages.Take(changed);
        }

        (_editing, _editor) = (null, null);
        Refresh();
        return "";
    }
}
