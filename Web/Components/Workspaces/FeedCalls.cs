using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Realtime;
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

        /// <summary>Up to which of the place's events its rows are; null before they are there.</summary>
        [JSInvokable]
        public long? Version() => list.Feed is { Messages: { IsOpen: true, Version: var version } } ? version : null;

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

        /// <summary>The whole place counts as read; of a thread, what there is of it.</summary>
        [JSInvokable]
        public async Task ReadAll()
        {
            if (list.Feed is not { Messages.Place.Head.LastSeq: var last } feed)
                return;
            feed.Messages.ClearNew();
            if (feed.Parent is null)
                await list.PlaceActs.MarkReadAsync(feed.Stream);
            else
                await list.Acts.ReadAsync(feed, last);
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
        public Task ToNew() => list.Feed is { Messages.LastReadSeq: var read } ? list.ShowAsync(read + 1) : Task.CompletedTask;

        /// <summary>Of which messages of one's own it is to be said how many have read them.</summary>
        [JSInvokable]
        public void Count(long[] seqs) => list.CountThese(seqs);

        /// <summary>Shows who has read a message.</summary>
        [JSInvokable]
        public Task Receipts(long seq, bool isRoot) => list.ShowReceiptsAsync(seq, isRoot);

        /// <summary>The reader wants a day: that of a date like 2026-11-25, so many days before today, or the beginning.</summary>
        [JSInvokable]
        public Task ToDay(string? date, int? daysAgo) =>
            DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? list.ShowDayAsync(day)
                : daysAgo is { } days and >= 0 and < 10_000 ? list.ShowDayAsync(list.Clock.Today.AddDays(-days)) : list.ShowAsync(1);

        /// <summary>Where to begin: a message, the line above what is new, or the end.</summary>
        [JSInvokable]
        public long? Target() => list.Target;

        /// <summary>Gives a reaction, or takes one's own back.</summary>
        [JSInvokable]
        public Task React(long seq, bool isRoot, string emoji) => list.ReactAsync(seq, isRoot, emoji);

        /// <summary>Confirms a message that asks for it.</summary>
        [JSInvokable]
        public Task Confirm(long seq, bool isRoot) => list.ConfirmAsync(seq, isRoot);

        /// <summary>Pins a message to its place, or takes the pin away.</summary>
        [JSInvokable]
        public Task Pin(long seq, bool isPinned) => list.PinAsync(seq, isPinned);

        /// <summary>Keeps a message for later, or not any more.</summary>
        [JSInvokable]
        public Task Keep(long seq, bool isRoot, bool isKept) => list.Find(seq, isRoot) is { } message ? list.Acts.KeepAsync(message, isKept) : Task.CompletedTask;

        /// <summary>Keeps several messages for later.</summary>
        [JSInvokable]
        public async Task KeepSeveral(long[] seqs)
        {
            foreach (var message in list.Those(seqs).Where(m => m.State == MessageState.Posted))
                await list.Acts.KeepAsync(message, true);
        }

        /// <summary>What several messages say, with who and when, the oldest first.</summary>
        [JSInvokable]
        public string Texts(long[] seqs) =>
            string.Join("\n\n", list.Those(seqs).Where(m => m.State == MessageState.Posted).Select(m => $"{list.People.NameOf(m.Author)}, {list.Clock.Full(m.PostedAt)}\n{m.Text}"));

        /// <summary>Asks where messages are to be passed on to.</summary>
        [JSInvokable]
        public void Forward(long[] seqs, bool isRoot)
        {
            MessageView[] meant = [.. (isRoot ? new[] { list.Root }.OfType<MessageView>() : list.Those(seqs)).Where(m => m is { Note: null, State: MessageState.Posted })];
            if (meant.Length > 0)
                list.Screen.ShowAbout(new MessageDialog.Forward(meant[0].Stream, [.. meant.Select(m => m.Seq)]));
        }

        /// <summary>Deletes messages for the reader alone.</summary>
        [JSInvokable]
        public Task Hide(long[] seqs, bool isRoot) =>
            isRoot ? list.Root is { Note: null } root ? list.HiddenActs.HideAsync(root.Stream, [root.Seq]) : Task.CompletedTask
            : list.Feed is { } feed ? list.HiddenActs.HideAsync(feed.Stream, [.. list.Those(seqs).Select(m => m.Seq)])
            : Task.CompletedTask;

        /// <summary>Brings back the message above a thread that the reader has deleted for herself.</summary>
        [JSInvokable]
        public Task Back(long seq) => list.Root is { State: MessageState.Hidden } root && root.Seq == seq ? list.HiddenActs.SetAsync(root.Stream, [seq], false) : Task.CompletedTask;

        /// <summary>Opens the thread of a message.</summary>
        [JSInvokable]
        public Task Thread(long seq) => list.OnThread.InvokeAsync(seq);

        /// <summary>Shows who somebody is.</summary>
        [JSInvokable]
        public Task Profile(string user) => UserId.TryParse(user, null, out var id) ? list.OnProfile.InvokeAsync(id) : Task.CompletedTask;

        /// <summary>Says in short who somebody is; null for one whom the reader may not know of.</summary>
        [JSInvokable]
        public Task<ProfileCard?> Card(string user) => UserId.TryParse(user, null, out var id) ? list.Cards.FindAsync(id) : Task.FromResult<ProfileCard?>(null);

        /// <summary>Opens the chat with somebody.</summary>
        [JSInvokable]
        public Task Write(string user) => UserId.TryParse(user, null, out var id) ? list.Chats.OpenAsync([id]) : Task.CompletedTask;

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

        /// <summary>Asks whether a message of one's own is to be taken back from everybody.</summary>
        [JSInvokable]
        public void Recall(long seq, bool isRoot)
        {
            if (list.Find(seq, isRoot) is { Note: null, State: MessageState.Posted } message && message.Author == list.Session.Me)
                list.Screen.ShowAbout(new MessageDialog.Recall(message.Stream, message.Seq));
        }

        /// <summary>Asks why somebody's message is to be taken away from everybody.</summary>
        [JSInvokable]
        public void Remove(long seq, bool isRoot)
        {
            if (list.MayRemove && list.Find(seq, isRoot) is { Note: null, State: MessageState.Posted } message)
                list.Screen.ShowAbout(new MessageDialog.Remove(message.Stream, message.Seq));
        }

        /// <summary>What a message said that was recalled on this page a moment ago; empty when it is kept no more.</summary>
        [JSInvokable]
        public string Again(long seq, bool isRoot) =>
            list.Find(seq, isRoot) is { } message ? list.Recalled.Find(message.Stream, message.Seq) ?? "" : "";

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

    private async Task ShowDayAsync(DateOnly day)
    {
        if (Feed is { } feed && await Acts.FindSinceAsync(feed, Clock.StartOf(day)) is { } seq and > 0)
            await ShowAsync(seq);
    }

    // What is offered is decided here once more: the browser may lag behind the policy.
    private Task ShowReceiptsAsync(long seq, bool isRoot)
    {
        if (Find(seq, isRoot) is not { Note: null, State: MessageState.Posted } message
            || !MaySeeReceipts(message))
            return Task.CompletedTask;
        if (OnReceipts.HasDelegate)
            return OnReceipts.InvokeAsync(seq);
        Screen.ShowAbout(new MessageDialog.Receipts(message.Stream, message.Seq));
        return Task.CompletedTask;
    }

    // Who asked for confirmation sees who has confirmed also where receipts are off; so do those who manage the place.
    private bool MaySeeReceipts(MessageView message) =>
        _scope == ReceiptScope.All || (_scope == ReceiptScope.Own && message.Author == Session.Me)
        || (message.Confirmation is not null && (message.Author == Session.Me || Feed?.Messages.Place?.Rights.HasFlag(Rights.Manage) == true));

    private async Task ConfirmAsync(long seq, bool isRoot)
    {
        if (Find(seq, isRoot) is { Confirmation: not null } message && await Acts.ConfirmAsync(message) is { } confirmation)
            FeedOf(message)?.Messages.TakeConfirmed(confirmation);
    }

    private async Task PinAsync(long seq, bool isPinned)
    {
        if (Window?.Find(seq) is { } message && await Acts.PinAsync(message, isPinned) is { } changed)
            Feed?.Messages.Take(changed);
    }

    // What a person wrote, also when it was taken back; what tells of something that happened stays.
    private IEnumerable<MessageView> Those(long[] seqs) => seqs.Distinct().Order().Select(seq => Window?.Find(seq)).OfType<MessageView>().Where(m => m.Note is null);

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
        var row = seq is { } number ? Window?.Find(number) : Window?.Rows.LastOrDefault(m => m.Author == Session.Me && m is { Note: null, State: MessageState.Posted } && WhyNotEdit(m) is null);
        if (row is not { State: MessageState.Posted } || row.Author != Session.Me)
            return;
        if (WhyNotEdit(row) is { } refusal)
        {
            Acts.Say(refusal);
            return;
        }

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
