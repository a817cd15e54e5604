using Collab.Domain.Files;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Recall;

/// <summary>
/// Deletes the bytes of files whose messages were taken back. Nobody finds such a file from the commit on; what cannot be
/// deleted now, because the store is away or the process ends, <see cref="SweepFiles"/> deletes later.
/// </summary>
public sealed class RecalledFiles(IFileStore store, IFileCatalog catalog)
{
    /// <summary>Deletes them; it is not given up halfway because whoever asked has gone.</summary>
    public async Task DeleteAsync(IReadOnlyList<FileKey> files)
    {
        try
        {
            foreach (var file in files)
            {
                await store.DeleteAsync(file.Place, file.File, CancellationToken.None);
                await catalog.ForgetAsync(file.Place, file.File, CancellationToken.None);
            }
        }
        catch (OutageException)
        {
            // The sweep finds them.
        }
    }
}
