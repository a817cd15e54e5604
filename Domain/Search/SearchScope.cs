using Collab.Domain.Search.Audits;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search;

/// <summary>
/// What a person may read at this moment, as a filter that engines apply to everything: hits, counts, facets. Only
/// <see cref="SearchAccess"/> makes one, or the permit of an audit, and no engine searches without.
/// </summary>
public sealed class SearchScope
{
    internal SearchScope(OrganizationId organization, IReadOnlyList<StreamId> places, IReadOnlyList<WorkspaceId> openIn) =>
        (Organization, Places, OpenIn) = (organization, places, openIn);

    /// <summary>Everything in the auditor's organization.</summary>
    public static SearchScope Whole(AuditPermit permit) => new(permit.Actor.Organization, [], []) { IsWhole = true };

    /// <summary>The same without the places of some buckets.</summary>
    public SearchScope Without(IReadOnlySet<Bucket> buckets) =>
        buckets.Count == 0 ? this : new(Organization, [.. Places.Where(p => !buckets.Contains(p.Bucket))], OpenIn) { IsWhole = IsWhole };

    /// <summary>All of the organization's messages, wherever they are.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Nothing outside this organization.</summary>
    public OrganizationId Organization { get; }

    /// <summary>The channels and chats in which she is seated.</summary>
    public IReadOnlyList<StreamId> Places { get; }

    /// <summary>The workspaces whose open channels she may read without a seat.</summary>
    public IReadOnlyList<WorkspaceId> OpenIn { get; }
}
