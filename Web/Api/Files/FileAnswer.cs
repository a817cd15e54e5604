using Collab.Domain.Files;
using Microsoft.Net.Http.Headers;

namespace Collab.Web.Api.Files;

/// <summary>
/// The bytes of a file for a browser that trusts nothing in them: no guessing of types, no scripts, no frames, and only
/// what is harmless shown at all. It may be kept, but is asked for again each time: whoever may not see it any more, or
/// looks for one that was taken back, gets nothing.
/// </summary>
internal sealed class FileAnswer(OpenedFile opened, bool isPreview, bool isSaved) : IResult
{
    /// <summary>The type of small pictures.</summary>
    public const string PreviewType = "image/webp";

    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox";

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (file, facts) = (opened.File, opened.File.Facts ?? throw new InvalidOperationException("An open file has arrived."));
        var isShown = isPreview || (!isSaved && MediaTypes.IsShown(facts.MediaType));
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "private, no-cache";
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(isPreview ? $"{file.Name}.webp" : file.Name);
        headers.ContentDisposition = disposition.ToString();
        var type = isPreview ? PreviewType : isShown ? facts.MediaType : MediaTypes.Unknown;
        var tag = new EntityTagHeaderValue($"\"{facts.Sha256}{(isPreview ? "-p" : "")}\"");
        await Results.Stream(opened.Content, type, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(httpContext);
    }
}
