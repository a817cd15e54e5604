namespace Collab.Domain.Files;

/// <summary>Deletes the bytes of files that were uploaded and never sent, and of those that a crash left half deleted.</summary>
public sealed class SweepFiles(ILooseFiles loose, IFileCatalog catalog, IFileStore store, TimeProvider time)
{
    /// <summary>For so long a file may wait to be sent: a draft outlives a night.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private const int PageSize = 200;

    /// <summary>Returns how many were deleted.</summary>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var (deleted, before) = (0, -1);
        // What cannot be forgotten now comes again with every page: the next round tries it.
        while (deleted > before && await loose.DropOlderAsync(time.GetUtcNow() - Kept, PageSize, ct) is { Count: > 0 } page)
        {
            before = deleted;
            foreach (var (place, file) in page)
            {
                await store.DeleteAsync(place, file, ct);
                deleted += (await catalog.ForgetAsync(place, file, ct)).IsOk ? 1 : 0;
            }
        }

        return deleted;
    }
}
