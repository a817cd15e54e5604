using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Files;

/// <summary>Opens a file, or the small picture of it.</summary>
public sealed class OpenFile(StreamAccess access, IFileCatalog catalog, IFileStore store)
{
    /// <summary>The file and its bytes; <see cref="Error.NotFound"/> for whoever may not read its message.</summary>
    public async Task<Result<OpenedFile>> ExecuteAsync(OpenFileRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        return await catalog.FindAsync(seat, [request.File], ct) is [var file] ? await OpenAsync(file, request.WantsPreview, ct) : new Error.NotFound();
    }

    /// <summary>The bytes of a file that whoever asks was let see.</summary>
    internal async Task<Result<OpenedFile>> OpenAsync(FileView file, bool wantsPreview, CancellationToken ct)
    {
        if (file.Facts is not { } facts || (wantsPreview && !facts.HasPreview))
            return new Error.NotFound();
        try
        {
            var key = new FileKey(file.Place, file.Id, wantsPreview ? FilePart.Preview : FilePart.Content);
            return await store.OpenAsync(key, ct) is { } content ? new OpenedFile(file, content) : new Error.NotFound();
        }
        catch (OutageException)
        {
            return new Error.Unavailable("file.away", "Files cannot be opened at the moment. Try again in a while.");
        }
    }
}

/// <summary>Which file.</summary>
/// <param name="Actor">Who opens it.</param>
/// <param name="Stream">The stream of its message, or its place.</param>
/// <param name="File">The file.</param>
/// <param name="WantsPreview">The small picture of it.</param>
public sealed record OpenFileRequest(Actor Actor, StreamId Stream, FileId File, bool WantsPreview = false);

/// <summary>An open file.</summary>
/// <param name="File">What is known of it.</param>
/// <param name="Content">Its bytes; whoever asked closes it.</param>
public sealed record OpenedFile(FileView File, Stream Content);
