using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>Arranges messages into lines: days, groups, folds, and the line above what is new. Pure.</summary>
public static class FeedLayout
{
    /// <summary>Messages of one author closer together than this show avatar and name once.</summary>
    public static readonly TimeSpan GroupWithin = TimeSpan.FromMinutes(5);

    /// <summary>The lines of a feed, oldest first.</summary>
    /// <param name="rows">The numbered messages.</param>
    /// <param name="pending">The reader's own without a number.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="newAfter">The number above which rows are new; null for no line.</param>
    /// <param name="dayOf">The reader's day of an instant.</param>
    /// <param name="standsAlone">Of messages that are gone: those that are not folded; null for none.</param>
    public static IReadOnlyList<FeedItem> Arrange(
        IReadOnlyList<MessageView> rows, IReadOnlyList<PendingRow> pending, UserId reader, long? newAfter, Func<DateTimeOffset, DateOnly> dayOf,
        Func<MessageView, bool>? standsAlone = null)
    {
        var items = new List<FeedItem>(rows.Count + pending.Count + 8);
        DateOnly? day = null;
        var isNewShown = newAfter is null;
        foreach (var row in rows)
        {
            if (dayOf(row.PostedAt) is var rowDay && rowDay != day)
                items.Add(new FeedItem.Day((day = rowDay).Value));
            if (!isNewShown && row.Seq > newAfter && row.Author != reader && row is { Note: null, State: MessageState.Posted })
            {
                items.Add(new FeedItem.New());
                isNewShown = true;
            }

            Add(items, row, standsAlone);
        }

        foreach (var row in pending)
        {
            if (dayOf(row.At) is var rowDay && rowDay > (day ?? DateOnly.MinValue))
                items.Add(new FeedItem.Day((day = rowDay).Value));
            items.Add(new FeedItem.Pending(row, reader, Continues(items, reader, row.At)));
        }

        return items;
    }

    private static void Add(List<FeedItem> items, MessageView row, Func<MessageView, bool>? standsAlone)
    {
        var last = items.Count > 0 ? items[^1] : null;
        if (row.State != MessageState.Posted)
            Fold(items, last is FeedItem.Gone gone && MayFold(gone.Views[^1], row, standsAlone) ? gone.Views : null, row, views => new FeedItem.Gone(views));
        else if (row.Note is { } note)
            Fold(items, last is FeedItem.Notes notes && MayFold(notes, note) ? notes.Views : null, row, views => new FeedItem.Notes(views));
        else
            items.Add(RowMemo.ItemOf(row, Continues(items, row.Author, row.PostedAt)));
    }

    private static void Fold(List<FeedItem> items, IReadOnlyList<MessageView>? before, MessageView row, Func<IReadOnlyList<MessageView>, FeedItem> make)
    {
        if (before is null)
            items.Add(make([row]));
        else
            items[^1] = make([.. before, row]);
    }

    // Behind one that began a thread the thread is found; what a manager removed has its reason.
    private static bool MayFold(MessageView one, MessageView other, Func<MessageView, bool>? standsAlone) =>
        new[] { one, other }.All(m => m.Thread is not { Replies: > 0 } && m.Recall is not { IsRemoval: true } && standsAlone?.Invoke(m) != true);

    private static bool MayFold(FeedItem.Notes notes, SystemNote note) =>
        notes.Views[0].Note is { } first && (IsComingOrGoing(first) ? IsComingOrGoing(note) : first.Kind == SystemNoteKind.Removed && note.Kind == SystemNoteKind.Removed);

    // A storm of people who come and go is one line.
    private static bool IsComingOrGoing(SystemNote note) => note.Kind is SystemNoteKind.Joined or SystemNoteKind.Left;

    private static bool Continues(List<FeedItem> items, UserId author, DateTimeOffset at) =>
        (items.Count > 0 ? items[^1] : null) switch
        {
            FeedItem.Message { View: { Thread: not { Replies: > 0 } } view } => view.Author == author && at - view.PostedAt < GroupWithin,
            FeedItem.Pending pending => pending.Author == author && at - pending.Row.At < GroupWithin,
            _ => false,
        };
}
