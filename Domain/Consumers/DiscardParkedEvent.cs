using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Consumers;

/// <summary>Gives a parked event up: its consumer never gets it. For admins of the organization; not there for others.</summary>
public sealed class DiscardParkedEvent(IConsumerStore consumers, AuditTrail audit)
{
    /// <summary>It cannot be brought back.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, string parked, CancellationToken ct) =>
        actor.IsOrganizationAdmin && ParkedKey.TryParse(parked, out var key)
            ? await consumers.DiscardAsync(key, audit.Entry(actor, AuditActs.ParkedEventDiscarded, $"parked-event:{key}"), ct)
            : new Error.NotFound();
}
