using Collab.Domain.Organizations;

namespace Collab.Web.Components.Organization;

/// <summary>The pages of the organization's console, in the order of its navigation. A new page is a line here, a component and its texts.</summary>
public static class OrganizationPages
{
    /// <summary>All of them; the first that one may see is shown at <c>/org</c>.</summary>
    public static readonly IReadOnlyList<OrganizationPage> All =
    [
        new("policies", "Policies", typeof(PoliciesPage)),
        new("nodes", "Nodes", typeof(NodesPage)),
        new("storage", "Storage", typeof(StoragePage)),
        new("health", "Health", typeof(HealthPage)),
        new("profiles", "PeoplePolicy", typeof(PeoplePolicyPage)),
        new("holds", "Holds", typeof(HoldsPage)),
        new("audit-search", "AuditSearch", typeof(AuditSearchPage)) { Roles = [OrganizationRole.Owner, OrganizationRole.Auditor] },
        new("roaming", "Roaming", typeof(RoamingPage)) { Roles = [OrganizationRole.Owner, OrganizationRole.Auditor] },
    ];

    /// <summary>The page of an address, the first for none; null when there is no such page, or not for this role.</summary>
    public static OrganizationPage? Find(OrganizationRole role, string? name) =>
        string.IsNullOrEmpty(name) ? Of(role).FirstOrDefault() : Of(role).FirstOrDefault(page => page.Name == name);

    /// <summary>Those that a role sees.</summary>
    public static IEnumerable<OrganizationPage> Of(OrganizationRole role) => All.Where(page => page.Roles.Contains(role));
}
