using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Domain.Tests.Shared;

public sealed class SnowflakeIdSourceTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Ids_of_one_node_rise_and_never_repeat_even_within_a_millisecond()
    {
        var source = new SnowflakeIdSource(3, _time);
        var ids = Enumerable.Range(0, 20_000).Select(_ => source.Next<MessageId>()).ToArray();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Two_nodes_never_make_the_same_id()
    {
        var (one, other) = (new SnowflakeIdSource(0, _time), new SnowflakeIdSource(1, _time));
        var ids = Enumerable.Range(0, 5_000).SelectMany(_ => new[] { one.Next<EventId>(), other.Next<EventId>() }).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var bucketed = Enumerable.Range(0, 5_000).SelectMany(_ => new[] { one.NextIn<StreamId>(new Bucket(7)), other.NextIn<StreamId>(new Bucket(7)) }).ToArray();
        Assert.Equal(bucketed.Length, bucketed.Distinct().Count());
    }

    [Fact]
    public void A_bucketed_id_knows_its_bucket()
    {
        var source = new SnowflakeIdSource(63, _time);
        for (short bucket = 0; bucket < Bucket.Count; bucket++)
            Assert.Equal(new Bucket(bucket), source.NextIn<StreamId>(new Bucket(bucket)).Bucket);
    }

    [Fact]
    public void Random_buckets_are_spread_over_the_whole_range()
    {
        var source = new SnowflakeIdSource(0, _time);
        var used = Enumerable.Range(0, 20_000).Select(_ => source.NextInAnyBucket<StreamId>().Bucket).Distinct().Count();
        Assert.InRange(used, 1000, Bucket.Count);
    }

    [Fact]
    public void A_clock_that_steps_back_does_not_bring_ids_back()
    {
        var clock = new SteppingClock(_time.GetUtcNow());
        var source = new SnowflakeIdSource(0, clock);
        var before = source.Next<MessageId>();
        clock.Now -= TimeSpan.FromHours(1);
        Assert.True(source.Next<MessageId>() > before);
    }

    [Fact]
    public void The_lowest_id_of_an_instant_lies_below_all_ids_made_from_then_on()
    {
        var source = new SnowflakeIdSource(0, _time);
        var earlier = source.Next<EventId>();
        _time.Advance(TimeSpan.FromMilliseconds(5));
        var lowest = SnowflakeIdSource.LowestAt<EventId>(_time.GetUtcNow());
        Assert.True(earlier < lowest);
        Assert.True(source.Next<EventId>() >= lowest);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(64)]
    public void A_node_number_out_of_range_is_refused(int node) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnowflakeIdSource(node, _time));

    private sealed class SteppingClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
