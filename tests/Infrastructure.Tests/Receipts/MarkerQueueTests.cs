using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Receipts;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

/// <summary>When what is due, by a clock of numbers.</summary>
public sealed class MarkerQueueTests
{
    private static readonly StreamId Place = new(7);
    private readonly MarkerQueue _queue = new(new MarkerPace(TimeSpan.FromTicks(20), TimeSpan.FromTicks(100), TimeSpan.Zero));

    [Fact]
    public void The_first_is_due_at_once_and_the_next_group_after_the_pace()
    {
        Move(1, 5, now: 1000);
        Assert.Equal([1], Take(1000));

        Move(2, 5, now: 1001);
        Assert.Equal(1020, _queue.NextAt(1001));
        Assert.Empty(Take(1019));
        Assert.Equal([2], Take(1020));
        Assert.Null(_queue.NextAt(1020));
    }

    [Fact]
    public void One_person_is_due_again_only_after_her_own_pace()
    {
        Move(1, 5, now: 1000);
        Take(1000);
        Move(1, 6, now: 1010);
        Move(2, 6, now: 1010);

        Assert.Equal([2], Take(1030));
        Assert.Equal(1100, _queue.NextAt(1030));
        Assert.Equal([1], Take(1100));
    }

    [Fact]
    public void A_full_group_waits_for_no_pace()
    {
        Move(1, 5, now: 1000);
        Take(1000);
        for (var user = 2; user < 2 + MarkerQueue.MaxGroup; user++)
            Move(user, 5, now: 1001);

        Assert.Equal(MarkerQueue.MaxGroup, Take(1001).Count);
    }

    [Fact]
    public void Marking_unread_is_due_at_once_and_takes_along_what_waited()
    {
        Move(1, 5, now: 1000);
        Take(1000);
        Move(1, 9, now: 1001);
        _queue.Move(Place, new UserId(1), (3, MarkerMove.Back, 0), 1002);

        var marker = Assert.Single(_queue.Take(1002));
        Assert.Equal((3L, 0L), (marker.Back, marker.Forward));
        Assert.True(_queue.IsEmpty);
        Assert.Null(_queue.NextAt(2000));
    }

    [Fact]
    public void A_delivery_waits_for_a_move_to_go_with_but_not_for_ever()
    {
        _queue.Deliver(Place, new UserId(1), 4, 1000);
        _queue.Deliver(Place, new UserId(2), 4, 1000);
        Assert.Equal(1100, _queue.NextAt(1000));
        Move(1, 3, now: 1010);

        var together = Assert.Single(_queue.Take(1010));
        Assert.Equal((3L, 4L), (together.Forward, together.Delivered));
        Assert.Equal([2], Take(1100));
    }

    [Fact]
    public void A_reading_of_before_an_unread_mark_counts_for_nothing_beside_one_of_after()
    {
        Move(1, 9, now: 1000, unreadMarks: 2);
        Move(1, 5, now: 1000, unreadMarks: 3);
        Move(1, 8, now: 1000, unreadMarks: 2);

        var marker = Assert.Single(_queue.Take(1000));
        Assert.Equal((5L, 3), (marker.Forward, marker.UnreadMarks));
    }

    [Fact]
    public void At_the_end_everything_is_taken()
    {
        Move(1, 5, now: 1000);
        Take(1000);
        Move(1, 6, now: 1001);
        _queue.Deliver(Place, new UserId(3), 4, 1001);

        Assert.Equal([1, 3], _queue.Take(1001, all: true).Select(m => m.User.Value).Order());
        Assert.True(_queue.IsEmpty);
    }

    private void Move(long user, long seq, long now, int unreadMarks = 0) => _queue.Move(Place, new UserId(user), (seq, MarkerMove.Forward, unreadMarks), now);

    private List<long> Take(long now) => [.. _queue.Take(now).Select(m => m.User.Value)];
}
