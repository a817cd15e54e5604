using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Organizations;

/// <summary>The organization that an installation serves.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">IANA name of its time zone, e.g. <c>Europe/Berlin</c>.</param>
/// <param name="Language">BCP 47 tag of its language, e.g. <c>en</c>.</param>
/// <param name="CreatedAt">When it was set up.</param>
public sealed record Organization(OrganizationId Id, string Name, string TimeZone, string Language, DateTimeOffset CreatedAt);
