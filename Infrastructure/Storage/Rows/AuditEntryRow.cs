using Collab.Domain.Audit;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class AuditEntryRow
{
    public AuditEntryId EntryId { get; set; }

    public DateTimeOffset At { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public UserId? ActorId { get; set; }

    public string Act { get; set; } = "";

    public string Target { get; set; } = "";

    public string? Address { get; set; }

    public string Details { get; set; } = "{}";

    public static AuditEntryRow From(AuditEntry entry) =>
        new()
        {
            EntryId = entry.Id,
            At = entry.At,
            OrganizationId = entry.Organization,
            ActorId = entry.Actor,
            Act = entry.Act,
            Target = entry.Target,
            Address = entry.Address,
            Details = Json.Write(entry.Details) ?? "{}",
        };
}
