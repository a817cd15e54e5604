using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>Decides whether people see when others were last active, and what of a profile its owner cannot change. Admins only.</summary>
public sealed class SetPeoplePolicy(IPeoplePolicyStore policies, AuditTrail audit)
{
    /// <summary>It counts from the next reading on; there is nothing to be switched over.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, PeoplePolicy policy, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.Forbidden("organization.admins_only_policy", "Only admins of the organization change its policies.");
        if ((policy.Fixed & ~AllFields) != 0)
            return new Error.Invalid("policy.field_unknown", "This is no field of a profile.", "fixed");
        var entry = audit.Entry(
            actor, AuditActs.PeoplePolicyChanged, $"organization:{actor.Organization}",
            ("showsLastSeen", policy.ShowsLastSeen ? "true" : "false"), ("fixed", ((int)policy.Fixed).ToString(CultureInfo.InvariantCulture)));
        await policies.SetAsync(policy, entry, ct);
        return Done.Value;
    }

    private const ProfileFields AllFields =
        ProfileFields.DisplayName | ProfileFields.Title | ProfileFields.Pronouns | ProfileFields.Department | ProfileFields.Location | ProfileFields.TimeZone
        | ProfileFields.Manager;
}
