using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Files;

/// <summary>Deletes a file of one's own that was not sent.</summary>
public sealed class DropFile(StreamAccess access, IFileCatalog catalog, IFileStore store)
{
    /// <summary>When it returns nobody finds the file any more. Its bytes go at once, or with the next sweep when their store is away.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, StreamId stream, FileId file, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error)
            || !(await catalog.DropAsync(seat, file, ct)).TryGet(out _, out error))
            return error;
        try
        {
            await store.DeleteAsync(FilePlace.Of(seat), file, ct);
            await catalog.ForgetAsync(FilePlace.Of(seat), file, ct);
        }
        catch (OutageException)
        {
            // The sweep finds it.
        }

        return Done.Value;
    }
}
