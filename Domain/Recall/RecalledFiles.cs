using Collab.Domain.Files;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Recall;

/// <summary>
/// Deletes the bytes of files whose messages were taken back. Nobody finds such a file from the commit on. Its row, which names
/// nothing any more, is left to <see cref="SweepFiles"/>, which deletes once more: also what could not be deleted now, and what
/// a reader of documents that died may have put there after.
/// </summary>
public sealed class RecalledFiles(IFileStore store)
{
    /// <summary>Deletes them; it is not given up halfway because whoever asked has gone.</summary>
    public async Task DeleteAsync(IReadOnlyList<FileKey> files)
    {
        try
        {
            foreach (var file in files)
                await store.DeleteAsync(file.Place, file.File, CancellationToken.None);
        }
        catch (OutageException)
        {
            // The sweep finds them.
        }
    }
}
