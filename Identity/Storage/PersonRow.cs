using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Storage;

/// <summary>What signing in needs to know of a person; never written here.</summary>
internal sealed class PersonRow
{
    public UserId UserId { get; init; }

    public OrganizationId OrganizationId { get; init; }

    public string Email { get; init; } = "";

    public OrganizationRole Role { get; init; }

    public bool IsActive { get; init; }
}
