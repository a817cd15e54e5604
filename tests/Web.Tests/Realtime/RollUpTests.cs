using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Realtime;
using Xunit;

namespace Collab.Web.Tests.Realtime;

public class RollUpTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public void It_is_the_sum_of_the_rows_that_are_not_muted()
    {
        var sum = RollUp.Of([Row(2, 1), Row(7, 4), Row(9, 9, Now.AddMinutes(1)), Row(0, 0)], Now);

        Assert.Equal((5, true, "5"), (sum.Mentions, sum.HasUnread, sum.Mark));
    }

    [Fact]
    public void A_row_counts_again_when_its_silence_is_over() =>
        Assert.Equal("3", RollUp.Of([Row(3, 3, Now)], Now).Mark);

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(4, 0, "•")]
    [InlineData(99, 99, "99")]
    [InlineData(140, 100, "99+")]
    public void It_is_drawn_as_a_number_a_dot_or_nothing(long unread, long mentions, string mark) =>
        Assert.Equal(mark, RollUp.Of([Row(unread, mentions)], Now).Mark);

    [Fact]
    public void Threads_count_with_the_rows_unless_their_place_is_muted()
    {
        var (place, thread) = (Row(0, 0), Row(3, 2));
        thread = thread with { Head = thread.Head with { Id = new StreamId(8192), Kind = StreamKind.Thread, Parent = place.Id } };

        Assert.Equal("2", RollUp.Of([place], [thread], Now).Mark);
        Assert.Equal("", RollUp.Of([place with { MutedUntil = Now.AddDays(1) }], [thread], Now).Mark);
    }

    [Fact]
    public void Muted_rows_alone_draw_nothing() => Assert.Equal("", RollUp.Of([Row(3, 2, Now.AddDays(1))], Now).Mark);

    private static PlaceView Row(long unread, long mentions, DateTimeOffset? mutedUntil = null) =>
        new(new StreamModel().Head, SeatRole.Member, 0, unread, mentions, false, mutedUntil);
}
