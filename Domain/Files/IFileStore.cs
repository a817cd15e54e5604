using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Files;

/// <summary>
/// The bytes of files; who may have them is not its business. All its methods throw <see cref="OutageException"/> when it
/// cannot be reached, and <see cref="FileRoomException"/> when there is no room.
/// </summary>
public interface IFileStore
{
    /// <summary>Keeps bytes, durably when it returns, in place of those that were there; a stream that throws leaves what was there.</summary>
    Task PutAsync(FileKey key, Stream bytes, CancellationToken ct);

    /// <summary>The bytes, from any position that is asked for; null when there are none.</summary>
    Task<Stream?> OpenAsync(FileKey key, CancellationToken ct);

    /// <summary>Deletes all parts of a file; what is not there is as good as deleted.</summary>
    Task DeleteAsync(StreamId place, FileId file, CancellationToken ct);
}

/// <summary>There is no room for more bytes.</summary>
public sealed class FileRoomException(Exception inner) : Exception("The store of files is full.", inner);
