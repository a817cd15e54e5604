using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Changes a person's role in the organization; admins only, and only owners make or unmake owners.</summary>
public sealed class SetOrganizationRole(IPeopleStore people, AuditTrail audit)
{
    /// <summary>The last owner cannot be demoted; nobody raises herself.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, UserId person, OrganizationRole role, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.Forbidden("organization.admins_only", "Only admins of the organization change roles.");
        if (!Enum.IsDefined(role))
            return new Error.Invalid("organization.role_invalid", "A role is member, auditor, admin or owner.", "role");
        if ((await people.FindAsync([person], ct)) is not [var found])
            return new Error.NotFound();
        if ((role == OrganizationRole.Owner || found.Role == OrganizationRole.Owner) && actor.Role != OrganizationRole.Owner)
            return new Error.Forbidden("organization.owners_only", "Only owners make or unmake owners.");
        if (found.Role == role)
            return Done.Value;
        var entry = audit.Entry(
            actor, AuditActs.OrganizationRoleChanged, $"person:{person}", ("from", found.Role.ToString()), ("to", role.ToString()));
        return await people.SetRoleAsync(person, role, entry, ct);
    }
}
