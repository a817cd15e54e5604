using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Consumers;

/// <summary>Has a parked event tried again, within seconds. For admins of the organization; not there for others.</summary>
public sealed class RetryParkedEvent(IConsumerStore consumers, AuditTrail audit)
{
    /// <summary>When it fails again it stays parked, with the new reason.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, string parked, CancellationToken ct) =>
        actor.IsOrganizationAdmin && ParkedKey.TryParse(parked, out var key)
            ? await consumers.RetryAsync(key, audit.Entry(actor, AuditActs.ParkedEventRetried, $"parked-event:{key}"), ct)
            : new Error.NotFound();
}
