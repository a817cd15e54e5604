using Collab.Domain.Search.Audits;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class AuditSearchRow
{
    public AuditSearchId SearchId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public UserId AuditorId { get; set; }

    public string Reason { get; set; } = "";

    public string Matter { get; set; } = "";

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public int Searches { get; set; }

    public AuditSearch ToView() => new(SearchId, AuditorId, Reason, Matter, OpenedAt, EndsAt, Searches);
}
