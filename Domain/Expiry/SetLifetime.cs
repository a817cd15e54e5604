using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Expiry;

/// <summary>Decides after how long messages of a place disappear: its managers in a channel, everybody in a chat, as far as the policy allows.</summary>
public sealed class SetLifetime(StreamAccess access, IStreamStore streams, IExpiryPolicies policies, AuditTrail audit, IRateLimits limits)
{
    /// <summary>Returns the head as it is now. It holds for what is posted from now on, in threads too; with null, that stays.</summary>
    public async Task<Result<StreamView>> ExecuteAsync(Actor actor, StreamId stream, int? seconds, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (Refusal(seat) is { } refusal)
            return refusal;
        if (seconds is < ExpiryRules.MinSeconds or > ExpiryRules.MaxSeconds)
        {
            return new Error.Invalid(
                "expiry.lifetime_invalid", $"Messages stay for {ExpiryRules.MinSeconds} to {ExpiryRules.MaxSeconds} seconds, or for ever.", "lifetimeSeconds");
        }

        if (seconds == seat.Stream.LifetimeSeconds)
            return seat.Stream;
        if (seconds is { } some && (await policies.FindAsync(actor.Organization, ct)).Refusal(seat.Stream.Kind, some) is { } forbidden)
            return forbidden;
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out error))
            return error;
        var value = (seconds ?? 0).ToString(CultureInfo.InvariantCulture);
        var change = new StreamChange
        {
            LifetimeSeconds = seconds ?? 0,
            Note = new SystemNote(SystemNoteKind.LifetimeSet, [], value),
            Audit = audit.Entry(actor, AuditActs.LifetimeChanged, $"stream:{stream}", ("from", $"{seat.Stream.LifetimeSeconds ?? 0} s"), ("to", $"{value} s")),
        };
        return await streams.ChangeAsync(seat, change, ct);
    }

    private static Error? Refusal(Seat seat) =>
        seat.Stream.Kind == StreamKind.Thread ? new Error.Invalid("expiry.thread", "Threads follow their channel or chat.", "stream")
        : !seat.Allows(StreamRules.RightToSetLifetime(seat.Stream.Kind)) ? StreamRules.Refusal(seat, StreamRules.RightToSetLifetime(seat.Stream.Kind))
        : seat.Stream.ArchivedAt is not null ? StreamRules.Archived
        : null;
}
