using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Files;

/// <summary>Files that nobody sent in the end.</summary>
public interface ILooseFiles
{
    /// <summary>Drops files that are arriving or loose since before an instant, and returns them with those that were dropped earlier; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<(StreamId Place, FileId File)>> DropOlderAsync(DateTimeOffset than, int limit, CancellationToken ct);
}
