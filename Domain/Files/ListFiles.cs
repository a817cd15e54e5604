using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Files;

/// <summary>Lists the files of a place, those of its threads as well.</summary>
public sealed class ListFiles(StreamAccess access, IFileCatalog catalog)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "files";

    /// <summary>One page, the newest first.</summary>
    public async Task<Result<Page<FileView>>> ExecuteAsync(ListFilesRequest request, CancellationToken ct)
    {
        if (request.Kind is { } kind && !Enum.IsDefined(kind))
            return new Error.Invalid("file.kind_unknown", "Files are listed by kind: image, document, audio, video, archive or other.", "kind");
        if (!Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out var error)
            || !(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out error))
            return error;
        return await catalog.ListAsync(seat, new FileQuery(request.Kind, cursor, PageLimit.Clamp(request.Limit)), ct);
    }
}

/// <summary>Which files.</summary>
/// <param name="Actor">The reader.</param>
/// <param name="Stream">The place, or a thread of it.</param>
/// <param name="Kind">Only files of this kind; null for all.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListFilesRequest(Actor Actor, StreamId Stream, FileKind? Kind = null, string? Cursor = null, int? Limit = null);
