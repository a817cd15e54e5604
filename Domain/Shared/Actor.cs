using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shared;

/// <summary>Who acts: a signed-in person, read fresh for each request or circuit act.</summary>
/// <param name="User">The person.</param>
/// <param name="Organization">Her organization.</param>
/// <param name="Role">What she may do in it.</param>
/// <param name="Address">Where she acts from, for the audit log; null for the program itself.</param>
public sealed record Actor(UserId User, OrganizationId Organization, OrganizationRole Role, string? Address = null)
{
    /// <summary>True for those who run the organization.</summary>
    public bool IsOrganizationAdmin => Role is OrganizationRole.Owner or OrganizationRole.Admin;
}
