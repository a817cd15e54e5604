using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Consumers;

/// <summary>Has all parked events of a consumer tried again. For admins of the organization; not there for others.</summary>
public sealed class RetryParkedEvents(IConsumerStore consumers, AuditTrail audit)
{
    /// <summary>Returns how many there are; those that fail again stay parked.</summary>
    public async Task<Result<int>> ExecuteAsync(Actor actor, string consumer, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin || (await consumers.ListAsync(ct)).All(c => c.Name != consumer))
            return new Error.NotFound();
        return await consumers.RetryAllAsync(consumer, audit.Entry(actor, AuditActs.ParkedEventsRetried, $"consumer:{consumer}"), ct);
    }
}
