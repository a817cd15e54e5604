using Collab.Domain.Files;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search.Audits;

/// <summary>Opens a file of a message that was found for an audit. It stands in the audit log before it is opened.</summary>
public sealed class OpenAuditedFile(AuditSearchAccess access, StreamAccess streams, IFileCatalog catalog, OpenFile files)
{
    /// <summary>The file; not found when its message was taken back, or never had it.</summary>
    public async Task<Result<OpenedFile>> ExecuteAsync(Actor actor, AuditSearchId search, StreamId stream, FileId file, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, search, [("opened", $"file:{file}"), ("in", $"stream:{stream}")], ct)).TryGet(out var permit, out var error))
            return error;
        if (!(await streams.EnterAsync(permit, stream, ct)).TryGet(out var seat, out error))
            return error;
        // Attached and of this very stream: what is loose its sender has shown to nobody.
        return await catalog.FindAsync(seat, [file], ct) is [{ Seq: not null } found] && found.Stream == stream ? await files.OpenAsync(found, false, ct) : new Error.NotFound();
    }
}
