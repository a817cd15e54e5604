using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Audit;

/// <summary>Makes audit entries; the stores write them together with the act.</summary>
public sealed class AuditTrail(TimeProvider time, IIdSource ids)
{
    /// <summary>An entry for what the actor does now.</summary>
    public AuditEntry Entry(Actor actor, string act, string target, params IEnumerable<(string Name, string Value)> details) =>
        new(ids.Next<AuditEntryId>(), time.GetUtcNow(), actor.Organization, actor.User, act, target, actor.Address,
            details.ToDictionary(d => d.Name, d => d.Value));

    /// <summary>An entry for an act without a signed-in actor.</summary>
    public AuditEntry Entry(
        OrganizationId organization, UserId? actor, string? address, string act, string target, params IEnumerable<(string Name, string Value)> details) =>
        new(ids.Next<AuditEntryId>(), time.GetUtcNow(), organization, actor, act, target, address,
            details.ToDictionary(d => d.Name, d => d.Value));
}
