using Collab.Domain.Files;
using Collab.Domain.Shared.Ids;

namespace Collab.Support.Search;

/// <summary>There are no files at all.</summary>
public sealed class NoFiles : IFileStore
{
    public Task PutAsync(FileKey key, Stream bytes, CancellationToken ct) => throw new NotSupportedException();

    public Task<Stream?> OpenAsync(FileKey key, CancellationToken ct) => Task.FromResult<Stream?>(null);

    public Task DeleteAsync(StreamId place, FileId file, CancellationToken ct) => Task.CompletedTask;
}
