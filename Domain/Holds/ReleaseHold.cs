using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>Releases a hold, or asks for it where the policy wants a second person: then that one's release is what ends it.</summary>
public sealed class ReleaseHold(IHoldStore holds, AuditTrail audit, TimeProvider time)
{
    /// <summary>Returns how it stands now. Whatever no other hold covers is let go within minutes of the release.</summary>
    public async Task<Result<Hold>> ExecuteAsync(Actor actor, HoldId id, string? typedReason, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin || await holds.FindAsync(actor.Organization, id, ct) is not { } hold || !hold.IsSeenBy(actor.User))
            return new Error.NotFound();
        if (!hold.IsInForce)
            return new Error.Conflict("hold.released", "This hold is released already.");
        if (hold.Release is not { } asked)
            return await BeginAsync(actor, hold, PlainText.Block(typedReason), ct);
        if (asked.AskedBy == actor.User)
            return new Error.Forbidden("hold.own", "Somebody else has to release it: not the one who asks for it.");
        var entry = audit.Entry(actor, AuditActs.HoldReleased, hold.Target, ("asked by", asked.AskedBy.ToString()), ("reason", asked.Reason));
        return await SetAsync(hold, asked with { ReleasedBy = actor.User, ReleasedAt = time.GetUtcNow() }, entry, ct);
    }

    private async Task<Result<Hold>> BeginAsync(Actor actor, Hold hold, string reason, CancellationToken ct)
    {
        if (reason.Length is < Hold.MinReason or > Hold.MaxReason)
            return new Error.Invalid("hold.release_reason", $"Say in {Hold.MinReason} to {Hold.MaxReason} characters why it is released.", "reason");
        var (now, waits) = (time.GetUtcNow(), await holds.NeedsTwoAsync(actor.Organization, ct));
        var release = new HoldRelease(actor.User, now, reason, waits ? null : actor.User, waits ? null : now);
        return await SetAsync(hold, release, audit.Entry(actor, waits ? AuditActs.HoldReleaseAsked : AuditActs.HoldReleased, hold.Target, ("reason", reason)), ct);
    }

    private async Task<Result<Hold>> SetAsync(Hold hold, HoldRelease release, AuditEntry entry, CancellationToken ct) =>
        (await holds.SetReleaseAsync(hold, release, entry, ct)).TryGet(out _, out var error) ? hold with { Release = release } : error;
}
