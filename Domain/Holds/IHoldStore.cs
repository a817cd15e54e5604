using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>Holds, in the directory. Each change is written together with its entry in the audit log.</summary>
public interface IHoldStore
{
    /// <summary>Whether a second person has to let each be released.</summary>
    Task<bool> NeedsTwoAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Decides that; not found when there is no such organization.</summary>
    Task<Result<Done>> SetNeedsTwoAsync(OrganizationId organization, bool needsTwo, AuditEntry audit, CancellationToken ct);

    /// <summary>
    /// Keeps a new one: when it returns, whatever begins afterwards keeps what is covered. A conflict while nodes of an older version
    /// run, which know of no holds; from the first one on none of them can start any more.
    /// </summary>
    Task<Result<Done>> PlaceAsync(Hold hold, AuditEntry audit, CancellationToken ct);

    /// <summary>One of the organization's; null when there is none.</summary>
    Task<Hold?> FindAsync(OrganizationId organization, HoldId id, CancellationToken ct);

    /// <summary>The organization's, the youngest first; the cursor's key is an id.</summary>
    Task<Page<Hold>> ListAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>All that keep something now, of every organization: read anew each time, for whoever empties messages.</summary>
    Task<IReadOnlyList<Hold>> ListInForceAsync(CancellationToken ct);

    /// <summary>Sets that its release is asked for, or done. A conflict when it is not as <paramref name="before"/> says any more: then nothing is entered.</summary>
    /// <param name="before">The hold as it was decided upon.</param>
    /// <param name="release">How it ends; null keeps it, and nobody asks any more.</param>
    /// <param name="audit">What is entered.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<Result<Done>> SetReleaseAsync(Hold before, HoldRelease? release, AuditEntry audit, CancellationToken ct);

    /// <summary>Those that were released and may still have left something behind.</summary>
    Task<IReadOnlyList<HoldId>> ListUnsweptAsync(CancellationToken ct);

    /// <summary>What these had kept is gone.</summary>
    Task NoteSweptAsync(IReadOnlyCollection<HoldId> holds, CancellationToken ct);
}
