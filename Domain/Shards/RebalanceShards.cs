using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Shards;

/// <summary>Evens the shards out by moving few buckets. For admins of the organization; not there for others.</summary>
public sealed class RebalanceShards(IShardAdministration shards, AuditTrail audit)
{
    /// <summary>Returns the plan, or plans its moves as well when it is not only to be shown; those that are refused are left out.</summary>
    public async Task<Result<IReadOnlyList<PlannedMove>>> ExecuteAsync(Actor actor, bool isOnlyShown, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        var names = (await shards.ListShardsAsync(ct)).Where(s => s.IsReachable).Select(s => s.Name).ToList();
        var plan = RebalancePlan.Make(await shards.ListBucketsAsync(ct), names, []);
        var planned = new List<PlannedMove>();
        foreach (var (bucket, source, target) in plan)
        {
            if (isOnlyShown || (await shards.PlanAsync(bucket, target, MoveBucket.EntryOf(audit, actor, bucket.Value, target), ct)).IsOk)
                planned.Add(new PlannedMove(bucket, source, target));
        }

        return planned;
    }
}
