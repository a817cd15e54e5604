using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shards;

/// <summary>Has a move rolled back before its switch. For admins of the organization; not there for others.</summary>
public sealed class AbortMove(IShardAdministration shards, AuditTrail audit)
{
    /// <summary>Whoever is at work on the move rolls it back.</summary>
    public async Task<Result<MoveView>> ExecuteAsync(Actor actor, short bucket, CancellationToken ct) =>
        actor.IsOrganizationAdmin
            ? await shards.AbortAsync(
                new Bucket(bucket), audit.Entry(actor, AuditActs.BucketMoveAborted, $"bucket:{bucket.ToString(CultureInfo.InvariantCulture)}"), ct)
            : new Error.NotFound();
}
