using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Files;

/// <summary>Tells what is known of a file.</summary>
public sealed class GetFile(StreamAccess access, IFileCatalog catalog)
{
    /// <summary>The file; <see cref="Error.NotFound"/> for whoever may not open it.</summary>
    public async Task<Result<FileView>> ExecuteAsync(Actor actor, StreamId stream, FileId file, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return await catalog.FindAsync(seat, [file], ct) is [var found] ? found : new Error.NotFound();
    }
}
