using Collab.Domain.Files;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Files;

/// <summary>Sending files to a place, and opening them.</summary>
internal static class FileRoutes
{
    private const long Beyond = 4L * 1024 * 1024;

    /// <summary>Maps the routes.</summary>
    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/streams/{stream:id}/files").WithTags("files");
        files.MapPost("", UploadAsync).Accepts<Stream>(MediaTypes.Unknown)
            .Describe("uploadFile", "Takes a file: the request's body as it is, its name in the address. Attach it to a message within two days, or it is deleted.", 400, 403, 409, 413);
        files.MapGet("", ListAsync).Describe("listFiles", "Lists the files of a place and its threads, the newest first.", 400);
        files.MapGet("/{file:id}", GetAsync).Describe("getFile", "Tells what is known of a file.");
        files.MapDelete("/{file:id}", DropAsync).Describe("dropFile", "Deletes a file of one's own that was not sent.");
        files.MapGet("/{file:id}/content", ContentAsync).Produces(200, contentType: MediaTypes.Unknown)
            .Describe("openFile", "The file's bytes, or a range of them. What a browser could run is sent as bytes to be saved.");
        files.MapGet("/{file:id}/preview", PreviewAsync).Produces(200, contentType: FileAnswer.PreviewType)
            .Describe("openPreview", "A small picture of the file, 720 pixels at most, as WebP.");
    }

    private static async Task<Results<Created<FileView>, ApiProblem>> UploadAsync(
        StreamId stream, string? name, HttpRequest request, Caller caller, FileLimits limits, UploadFile upload, CancellationToken ct)
    {
        // Counted by the use case, which says in words what a server that hangs up does not: it must see more than the limit first.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Math.Max(limits.MaxBytes + Beyond, request.ContentLength ?? 0);
        return (await upload.ExecuteAsync(new UploadFileRequest(caller.Actor, stream, name, request.Body, request.ContentLength), ct))
            .Created(file => $"/streams/{stream}/files/{file.Id}");
    }

    private static async Task<Results<Ok<Page<FileView>>, ApiProblem>> ListAsync(
        StreamId stream, Choice<FileKind>? kind, string? cursor, int? limit, Caller caller, ListFiles listFiles, CancellationToken ct) =>
        (await listFiles.ExecuteAsync(new ListFilesRequest(caller.Actor, stream, kind?.Value, cursor, limit), ct)).Ok();

    private static async Task<Results<Ok<FileView>, ApiProblem>> GetAsync(StreamId stream, FileId file, Caller caller, GetFile getFile, CancellationToken ct) =>
        (await getFile.ExecuteAsync(caller.Actor, stream, file, ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> DropAsync(StreamId stream, FileId file, Caller caller, DropFile drop, CancellationToken ct) =>
        (await drop.ExecuteAsync(caller.Actor, stream, file, ct)).NoContent();

    private static Task<IResult> ContentAsync(StreamId stream, FileId file, bool? save, Caller caller, OpenFile open, CancellationToken ct) =>
        OpenAsync(open, new OpenFileRequest(caller.Actor, stream, file), save == true, ct);

    private static Task<IResult> PreviewAsync(StreamId stream, FileId file, Caller caller, OpenFile open, CancellationToken ct) =>
        OpenAsync(open, new OpenFileRequest(caller.Actor, stream, file, WantsPreview: true), false, ct);

    private static async Task<IResult> OpenAsync(OpenFile open, OpenFileRequest request, bool isSaved, CancellationToken ct) =>
        (await open.ExecuteAsync(request, ct)).TryGet(out var opened, out var error) ? new FileAnswer(opened, request.WantsPreview, isSaved) : Problems.From(error);
}
