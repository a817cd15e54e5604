using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shards;

/// <summary>Which buckets to move so that shards hold about as much as each other, moving few.</summary>
public static class RebalancePlan
{
    /// <summary>Shards that differ from each other by less than this part of the average are even enough.</summary>
    private const double EvenEnough = 0.1;

    /// <summary>Makes the plan. An empty bucket counts like a row, so that a new installation's buckets are spread too.</summary>
    /// <param name="buckets">All buckets with their rows and where they lie.</param>
    /// <param name="shards">The names of all shards.</param>
    /// <param name="to">Moves go to these only; empty for any.</param>
    public static IReadOnlyList<(Bucket Bucket, string Source, string Target)> Make(
        IReadOnlyList<BucketView> buckets, IReadOnlyList<string> shards, IReadOnlyCollection<string> to)
    {
        var here = shards.ToDictionary(s => s, s => buckets.Where(b => b.Shard == s).OrderByDescending(Weight).ThenBy(b => b.Bucket).ToList());
        var weights = here.ToDictionary(s => s.Key, s => s.Value.Sum(Weight));
        var average = weights.Count == 0 ? 0 : weights.Values.Average();
        var moves = new List<(Bucket, string, string)>();
        while (moves.Count < Bucket.Count)
        {
            var source = weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).First().Key;
            var target = weights.Where(w => to.Count == 0 || to.Contains(w.Key)).OrderBy(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).First().Key;
            var gap = weights[source] - weights[target];
            // The largest that does not make the target heavier than the source becomes.
            if (gap <= average * EvenEnough || here[source].Find(b => Weight(b) * 2 <= gap) is not { } bucket)
                break;
            here[source].Remove(bucket);
            weights[source] -= Weight(bucket);
            weights[target] += Weight(bucket);
            moves.Add((bucket.Bucket, source, target));
        }

        return moves;
    }

    private static long Weight(BucketView bucket) => Math.Max(bucket.Rows, 1);
}
