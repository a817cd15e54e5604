using Collab.Domain.Organizations;

namespace Collab.Web.Components.Organization;

/// <summary>A page of the organization's console.</summary>
/// <param name="Name">Its name in the address, after <c>/org/</c>.</param>
/// <param name="Title">The key of its title among the texts; it also stands in the navigation.</param>
/// <param name="Body">The component that shows it; it takes no parameters.</param>
public sealed record OrganizationPage(string Name, string Title, Type Body)
{
    /// <summary>Who sees it.</summary>
    public IReadOnlyList<OrganizationRole> Roles { get; init; } = [OrganizationRole.Owner, OrganizationRole.Admin];
}
