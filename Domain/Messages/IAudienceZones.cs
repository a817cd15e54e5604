using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>In which time zones people are: each in her own, or in the organization's when she has said none.</summary>
public interface IAudienceZones
{
    /// <summary>How many active people of a workspace, guests aside, are in each zone (IANA name). As of some minutes ago: it is counted seldom and kept.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(OrganizationId organization, WorkspaceId workspace, CancellationToken ct);

    /// <summary>How many of these people are in each zone, those who are active.</summary>
    /// <param name="organization">Theirs.</param>
    /// <param name="people">At most <see cref="BroadcastRules.LargePlace"/>.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyDictionary<string, int>> CountAsync(OrganizationId organization, IReadOnlyCollection<UserId> people, CancellationToken ct);
}
