using Collab.Domain.Files;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>Opens a file that a hold has kept, for an auditor. It stands in the audit log before it is opened.</summary>
public sealed class OpenHeldFile(AuditSearchAccess access, IHeldMessages held, OpenFile files)
{
    /// <summary>The file; not found when no hold keeps it any more, or ever did.</summary>
    public async Task<Result<OpenedFile>> ExecuteAsync(Actor actor, AuditSearchId search, StreamId stream, FileId file, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, search, [("opened held", $"file:{file}"), ("in", $"stream:{stream}")], ct)).TryGet(out var permit, out var error))
            return error;
        return await held.FindFileAsync(permit, stream, file, ct) is { } found ? await files.OpenAsync(found, false, ct) : new Error.NotFound();
    }
}
