using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;
using Collab.Web.Realtime;
using Xunit;

namespace Collab.Web.Tests.Realtime;

/// <summary>Events of two nodes that come in another order than that of their stream.</summary>
public sealed class ArrivalOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Now + ArrivalOrder.Patience;

    private readonly ArrivalOrder _order = new();
    private readonly StreamModel _model = new();
    private readonly DomainEvent[] _posts;

    public ArrivalOrderTests() => _posts = [.. Enumerable.Range(0, 8).Select(i => _model.Post(StreamModel.Other, $"{i}"))];

    [Fact]
    public void What_comes_in_order_is_told_at_once()
    {
        Assert.Equal([1L, 2L, 3L], Enumerable.Range(0, 3).SelectMany(i => Take(i)));
        Assert.Null(_order.DueAt);
    }

    [Fact]
    public void What_comes_too_early_waits_for_what_was_before()
    {
        Take(0);
        Assert.Empty(Take(2));
        Assert.Empty(Take(3));
        Assert.Equal(Late, _order.DueAt);

        Assert.Equal([2L, 3L, 4L], Take(1));
        Assert.Null(_order.DueAt);
    }

    [Fact]
    public void What_does_not_come_in_time_is_lost_and_the_rest_is_told_in_order()
    {
        Take(0);
        Take(5);
        Take(3);
        Assert.Empty(_order.TakeDue(Late.AddMilliseconds(-1)));

        Assert.Equal([4L, 6L], _order.TakeDue(Late).Select(e => e.Version));
        Assert.Null(_order.DueAt);
        Assert.Equal([7L], Take(6));
    }

    [Fact]
    public void What_comes_after_it_was_given_up_is_told_all_the_same()
    {
        Take(0);
        Take(2);
        _order.TakeDue(Late);
        var left = new MembersLeft { Id = _posts[1].Id, Head = _posts[1].Head, Users = [StreamModel.Me] };

        Assert.Equal([left], _order.Take(left, Late));
        Assert.Equal([4L], Take(3));
    }

    [Fact]
    public void Each_gap_has_its_own_time()
    {
        Take(0);
        Take(2);
        Take(1);
        _order.Take(_posts[4], Now.AddSeconds(1));

        Assert.Equal(Late.AddSeconds(1), _order.DueAt);
    }

    [Fact]
    public void Whoever_leaves_is_told_at_once()
    {
        Take(0);
        Take(5);
        var left = new MembersLeft { Id = _posts[3].Id, Head = _posts[3].Head, Users = [StreamModel.Me] };

        Assert.Equal([4L, 6L], _order.Take(left, Now).Select(e => e.Version));
    }

    [Fact]
    public void A_stream_that_nobody_follows_any_more_begins_anew_and_a_gap_of_the_bus_lets_everything_go()
    {
        Take(0);
        Take(2);
        _order.Forget(StreamModel.Id);
        Assert.Null(_order.DueAt);
        Assert.Equal([5L], Take(4));

        Take(6);
        Assert.Equal([7L], _order.TakeAll().Select(e => e.Version));
        Assert.Equal([8L], Take(7));
    }

    [Fact]
    public void No_more_than_some_hundred_wait()
    {
        var many = Enumerable.Range(0, 1000).Select(i => _model.Post(StreamModel.Other, $"more {i}")).ToArray();
        Take(0);

        Assert.True(many.SelectMany(m => _order.Take(m, Now)).Any());
    }

    private IEnumerable<long> Take(int post) => _order.Take(_posts[post], Now).Select(e => e.Version);
}
