using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search.Audits;

/// <summary>Searches for audits. Each change is written together with its entry in the audit log.</summary>
public interface IAuditSearchStore
{
    /// <summary>Keeps a new one.</summary>
    Task OpenAsync(AuditSearch search, AuditEntry audit, CancellationToken ct);

    /// <summary>One of the organization's; null when there is none.</summary>
    Task<AuditSearch?> FindAsync(OrganizationId organization, AuditSearchId id, CancellationToken ct);

    /// <summary>The organization's, the youngest first; the cursor's key is an id.</summary>
    Task<Page<AuditSearch>> ListAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Ends it now. One that has ended stays as it is, and nothing is entered.</summary>
    Task EndAsync(AuditSearchId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct);

    /// <summary>Enters that something was searched for. A conflict when its time is over: then nothing is entered, and nothing may be shown.</summary>
    Task<Result<Done>> NoteAsync(AuditSearchId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct);
}
