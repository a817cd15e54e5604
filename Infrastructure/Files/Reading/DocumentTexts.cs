using System.Text;
using Collab.Domain.Files;

namespace Collab.Infrastructure.Files.Reading;

/// <summary>
/// Reads documents in this process. A crafted one may take all its memory or never end: the program itself lets
/// another process do it (<see cref="DocumentTextProcess"/>), which does it by this.
/// </summary>
public sealed class DocumentTexts : IFileTexts
{
    /// <inheritdoc />
    public async Task<string?> ReadAsync(string mediaType, Stream content, CancellationToken ct)
    {
        // Readers of documents go back and forth.
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        bytes.Position = 0;
        var text = new CappedText(IFileTexts.MaxLength);
        try
        {
            await Task.Run(() => Read(mediaType, bytes, text), ct);
        }
#pragma warning disable CA1031 // Broken documents break their readers in every way there is; what was read until then counts.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
        }

        return text.ToString() is { Length: > 0 } read ? read : null;
    }

    private static void Read(string mediaType, MemoryStream content, CappedText text)
    {
        switch (mediaType)
        {
            case MediaTypes.Pdf:
                PdfText.Read(content, text);
                break;
            case MediaTypes.Docx or MediaTypes.Xlsx or MediaTypes.Pptx:
                OfficeText.Read(mediaType, content, text);
                break;
            case "text/html":
                HtmlText.Read(content, text);
                break;
            default:
                PlainFile.Read(content, text);
                break;
        }
    }

    private static class PlainFile
    {
        public static void Read(Stream content, CappedText text)
        {
            using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            while (!text.IsFull && reader.ReadLine() is { } line)
                text.Add(line);
        }
    }
}
