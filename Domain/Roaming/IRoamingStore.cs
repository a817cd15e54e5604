using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>Roaming views, in the directory. Each change is written together with its entry in the audit log.</summary>
public interface IRoamingStore
{
    /// <summary>Whether a second person has to let each be opened.</summary>
    Task<bool> NeedsTwoAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Decides that; not found when there is no such organization.</summary>
    Task<Result<Done>> SetNeedsTwoAsync(OrganizationId organization, bool needsTwo, AuditEntry audit, CancellationToken ct);

    /// <summary>Keeps a new one.</summary>
    Task RequestAsync(RoamingView view, AuditEntry audit, CancellationToken ct);

    /// <summary>One of the organization's; null when there is none.</summary>
    Task<RoamingView?> FindAsync(OrganizationId organization, RoamingId id, CancellationToken ct);

    /// <summary>The organization's, the youngest first; the cursor's key is an id.</summary>
    Task<Page<RoamingView>> ListAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Opens one that waits, or refuses it. A conflict when it does not wait any more: then nothing is entered.</summary>
    /// <param name="id">Which.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">When.</param>
    /// <param name="endsAt">Until when it is open; null refuses it.</param>
    /// <param name="audit">What is entered.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<Result<Done>> DecideAsync(RoamingId id, UserId by, DateTimeOffset now, DateTimeOffset? endsAt, AuditEntry audit, CancellationToken ct);

    /// <summary>Ends one that is open. Otherwise it stays as it is, and nothing is entered.</summary>
    Task EndAsync(RoamingId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct);

    /// <summary>Enters that something is about to be shown. A conflict when it is not open: then nothing is entered, and nothing may be shown.</summary>
    Task<Result<Done>> NoteAsync(RoamingId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct);
}
