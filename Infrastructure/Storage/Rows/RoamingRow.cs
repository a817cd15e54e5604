using Collab.Domain.Roaming;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class RoamingRow
{
    public RoamingId RoamingId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public UserId AuditorId { get; set; }

    public UserId PersonId { get; set; }

    public string Reason { get; set; } = "";

    public string Matter { get; set; } = "";

    public int Hours { get; set; }

    public DateTimeOffset RequestedAt { get; set; }

    public UserId? DecidedBy { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }

    public DateTimeOffset? EndsAt { get; set; }

    public int Pages { get; set; }

    public RoamingView ToView() => new(RoamingId, AuditorId, PersonId, Reason, Matter, Hours, RequestedAt, DecidedBy, OpenedAt, EndsAt, Pages);
}
