using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Xunit;

namespace Collab.Web.Tests.Components;

public class FeedLayoutTests
{
    private static readonly UserId Ada = new(1);
    private static readonly UserId Bo = new(2);

    [Fact]
    public void One_author_within_five_minutes_is_one_group()
    {
        var items = Arrange([Row(1, Bo, 0), Row(2, Bo, 4), Row(3, Bo, 10), Row(4, Ada, 11)]);

        Assert.Equal([false, true, false, false], items.OfType<FeedItem.Message>().Select(m => m.IsGrouped));
    }

    [Fact]
    public void Days_system_rows_threads_and_the_new_line_break_a_group()
    {
        MessageView[] rows =
        [
            Row(1, Bo, 0), Note(2, SystemNoteKind.TopicSet, 1), Row(3, Bo, 2), Row(4, Bo, 3) with { Thread = new ThreadSummary(new StreamId(9), 1, default, []) },
            Row(5, Bo, 4), Row(6, Bo, 5), Row(7, Bo, 24 * 60),
        ];

        var items = Arrange(rows, newAfter: 5);

        Assert.Equal([false, false, true, false, false, false], items.OfType<FeedItem.Message>().Select(m => m.IsGrouped));
        Assert.Equal(2, items.OfType<FeedItem.Day>().Count());
        Assert.IsType<FeedItem.New>(items[^4]);
    }

    [Fact]
    public void Joins_fold_into_one_line_and_recalled_messages_as_well()
    {
        var items = Arrange(
            [Note(1, SystemNoteKind.Joined, 0), Note(2, SystemNoteKind.Joined, 1), Note(3, SystemNoteKind.Renamed, 2), Gone(4), Gone(5), Row(6, Bo, 9)]);

        Assert.Equal(2, items.OfType<FeedItem.Notes>().First().Views.Count);
        Assert.Equal(2, items.OfType<FeedItem.Notes>().Count());
        Assert.Equal(2, Assert.Single(items.OfType<FeedItem.Gone>()).Views.Count);
    }

    [Fact]
    public void What_was_removed_began_a_thread_or_can_be_sent_again_is_not_folded_away()
    {
        var thread = new ThreadSummary(new StreamId(9), 1, default, []);
        MessageView[] rows =
        [
            Gone(1), Gone(2) with { Thread = thread }, Gone(3), Gone(4) with { Thread = thread with { Replies = 0 } },
            Gone(5) with { Recall = new RecallView(Ada, default, "rude") }, Gone(6), Gone(7),
        ];

        Assert.Equal([1, 1, 2, 1, 2], Arrange(rows).OfType<FeedItem.Gone>().Select(g => g.Views.Count));
        var alone = FeedLayout.Arrange(rows[5..], [], Ada, null, Day, m => m.Seq == 7);
        Assert.Equal([1, 1], alone.OfType<FeedItem.Gone>().Select(g => g.Views.Count));
    }

    [Fact]
    public void The_new_line_does_not_stand_before_what_was_recalled()
    {
        var items = Arrange([Row(1, Bo, 0), Gone(2), Row(3, Bo, 4)], newAfter: 1);
        Assert.IsType<FeedItem.New>(items[^2]);
    }

    [Fact]
    public void A_storm_of_people_who_come_and_go_is_one_line_and_whoever_was_removed_another()
    {
        var items = Arrange(
            [Note(1, SystemNoteKind.Joined, 0), Note(2, SystemNoteKind.Left, 1), Note(3, SystemNoteKind.Joined, 2), Note(4, SystemNoteKind.Removed, 3), Note(5, SystemNoteKind.Left, 4)]);

        Assert.Equal([3, 1, 1], items.OfType<FeedItem.Notes>().Select(n => n.Views.Count));
    }

    [Fact]
    public void The_new_line_stands_before_the_first_message_of_somebody_else()
    {
        var items = Arrange([Row(1, Bo, 0), Row(2, Ada, 20), Row(3, Bo, 40)], newAfter: 1);

        Assert.Equal(items.Count - 2, items.ToList().FindIndex(i => i is FeedItem.New));
    }

    [Fact]
    public void An_unsent_row_has_the_key_of_its_stored_message()
    {
        var pending = FeedLayout.Arrange([], [new PendingRow("k9", "Hi", default, PendingState.Sending)], Ada, null, Day);
        var stored = Arrange([Row(9, Ada, 0)]);

        Assert.Equal(stored.OfType<FeedItem.Message>().Single().Key, pending.OfType<FeedItem.Pending>().Single().Key);
    }

    internal static MessageView Row(long seq, UserId author, int minute) =>
        new()
        {
            Stream = new StreamId(4096),
            Seq = seq,
            Id = new MessageId(seq),
            Author = author,
            ClientKey = $"k{seq}",
            Html = $"<p>message {seq}</p>",
            PostedAt = DateTimeOffset.UnixEpoch.AddMinutes(minute),
            Revision = seq,
        };

    private static MessageView Note(long seq, SystemNoteKind kind, int minute) => Row(seq, Bo, minute) with { Note = new SystemNote(kind, []) };

    private static MessageView Gone(long seq) => Row(seq, Bo, 3) with { State = MessageState.Recalled };

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static IReadOnlyList<FeedItem> Arrange(MessageView[] rows, long? newAfter = null) => FeedLayout.Arrange(rows, [], Ada, newAfter, Day);
}
