using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Xunit;

namespace Collab.Domain.Tests.Shards;

public sealed class RebalancePlanTests
{
    [Fact]
    public void A_new_shard_gets_its_share_and_nothing_else_moves()
    {
        var buckets = Buckets((i, _) => i < 512 ? "a" : "b");
        var plan = RebalancePlan.Make(buckets, ["a", "b", "c"], []);

        Assert.All(plan, move => Assert.Equal("c", move.Target));
        Assert.Equal(plan.Count, plan.Select(m => m.Bucket).Distinct().Count());
        Assert.InRange(plan.Count, 290, 345);
        Assert.InRange(plan.Count(m => m.Source == "a"), 140, 175);
    }

    [Fact]
    public void Large_buckets_move_first()
    {
        var buckets = Buckets((i, _) => i < 10 ? "a" : "b", i => i < 10 ? 1000 : 0);
        var plan = RebalancePlan.Make(buckets, ["a", "b"], []);
        Assert.Equal(4, plan.Count);
        Assert.All(plan, move => Assert.InRange(move.Bucket.Value, 0, 9));
    }

    [Fact]
    public void What_is_even_stays() => Assert.Empty(RebalancePlan.Make(Buckets((i, _) => i % 2 == 0 ? "a" : "b"), ["a", "b"], []));

    [Fact]
    public void One_bucket_that_outweighs_all_others_stays_where_it_is()
    {
        var plan = RebalancePlan.Make(Buckets((i, _) => i % 2 == 0 ? "a" : "b", i => i == 0 ? 1_000_000 : 0), ["a", "b"], []);
        Assert.DoesNotContain(plan, move => move.Bucket == new Bucket(0));
    }

    [Fact]
    public void Moves_go_only_where_they_are_wanted()
    {
        var plan = RebalancePlan.Make(Buckets((_, _) => "a"), ["a", "b", "c"], ["b"]);
        Assert.NotEmpty(plan);
        Assert.All(plan, move => Assert.Equal(("a", "b"), (move.Source, move.Target)));
    }

    private static List<BucketView> Buckets(Func<int, int, string> shard, Func<int, long>? rows = null) =>
        [.. Enumerable.Range(0, Bucket.Count).Select(i => new BucketView(new Bucket((short)i), shard(i, Bucket.Count), rows?.Invoke(i) ?? 10))];
}
