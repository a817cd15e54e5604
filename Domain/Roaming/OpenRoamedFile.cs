using Collab.Domain.Files;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Roaming;

/// <summary>Opens a file of a place of a person for an auditor. It stands in the audit log before it is opened.</summary>
public sealed class OpenRoamedFile(RoamingAccess access, StreamAccess streams, IFileCatalog catalog, OpenFile files)
{
    /// <summary>The file; not found where <see cref="ReadRoamedPlace"/> would not show its message.</summary>
    public async Task<Result<OpenedFile>> ExecuteAsync(Actor actor, RoamingId view, StreamId stream, FileId file, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, view, [("shown", $"file:{file}"), ("in", $"stream:{stream}")], ct)).TryGet(out var permit, out var error))
            return error;
        if (!(await streams.EnterAsync(permit, stream, ct)).TryGet(out var entered, out error))
            return error;
        var (seat, until) = entered;
        // Attached and of this very stream: what is loose its sender has shown to nobody.
        return await catalog.FindAsync(seat, [file], ct) is [{ Seq: { } seq } found] && found.Stream == stream && !(seq > until)
            ? await files.OpenAsync(found, false, ct)
            : new Error.NotFound();
    }
}
