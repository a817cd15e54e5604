using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shards;

/// <summary>Has a bucket moved to another shard while people write. For admins of the organization; not there for others.</summary>
public sealed class MoveBucket(IShardAdministration shards, AuditTrail audit)
{
    /// <summary>Plans the move; a node does it. A refusal says why it cannot be.</summary>
    public async Task<Result<MoveView>> ExecuteAsync(Actor actor, short bucket, string target, CancellationToken ct) =>
        actor.IsOrganizationAdmin ? await shards.PlanAsync(new Bucket(bucket), target, EntryOf(audit, actor, bucket, target), ct) : new Error.NotFound();

    internal static AuditEntry EntryOf(AuditTrail audit, Actor actor, short bucket, string target) =>
        audit.Entry(actor, AuditActs.BucketMovePlanned, $"bucket:{bucket.ToString(CultureInfo.InvariantCulture)}", ("target", target));
}
