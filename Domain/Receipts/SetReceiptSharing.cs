using Collab.Domain.Shared;

namespace Collab.Domain.Receipts;

/// <summary>Says whether others may see how far one has read. It can be turned off only where the organization allows that; turned on always.</summary>
public sealed class SetReceiptSharing(IReceiptPolicyStore policies, SettleReceipts settle)
{
    /// <summary>Counts and lists follow at once; where a shard is away, as soon as it is back.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, bool shares, CancellationToken ct)
    {
        if (!shares && !(await policies.FindAsync(ct)).AllowsOptOut)
            return new Error.Forbidden("receipts.no_opt_out", "Your organization has decided that everybody shares how far they have read.");
        if (!(await policies.SetSharingAsync(actor.User, shares, ct)).TryGet(out _, out var error))
            return error;
        await settle.TryAsync(actor.User, ct);
        return Done.Value;
    }
}
