using System.Collections.Frozen;
using System.Text;

namespace Collab.Domain.Files;

/// <summary>
/// What a file is, by its first bytes (WHATWG MIME Sniffing, and for what several formats share the extension). What its
/// sender says counts for nothing: a browser would trust it.
/// </summary>
public static class MediaTypes
{
    /// <summary>Of what nothing is known.</summary>
    public const string Unknown = "application/octet-stream";

    /// <summary>Plain text.</summary>
    public const string Text = "text/plain";

    /// <summary>Portable documents.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>Documents of words.</summary>
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Sheets.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Slides.</summary>
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    /// <summary>So many bytes from the beginning are enough.</summary>
    public const int HeadLength = 4096;

    // Packed by the same method, so only the name tells them apart.
    private static readonly FrozenDictionary<string, string> Zipped = new Dictionary<string, string>
    {
        ["docx"] = Docx,
        ["xlsx"] = Xlsx,
        ["pptx"] = Pptx,
        ["odt"] = "application/vnd.oasis.opendocument.text",
        ["ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        ["odp"] = "application/vnd.oasis.opendocument.presentation",
    }.ToFrozenDictionary();

    // What a browser shows in a page of ours without running anything of it.
    private static readonly FrozenSet<string> Shown =
        new[] { "image/png", "image/jpeg", "image/gif", "image/webp", "audio/mpeg", "audio/wav", "audio/ogg", "video/mp4", "video/webm" }.ToFrozenSet();

    /// <summary>The type of a file.</summary>
    /// <param name="head">Its first <see cref="HeadLength"/> bytes, or all when there are fewer.</param>
    /// <param name="name">Its name.</param>
    public static string Of(ReadOnlySpan<byte> head, string name)
    {
        var extension = FileName.ExtensionOf(name);
        return Binary(head, extension) ?? (IsText(head) ? OfText(extension) : Unknown);
    }

    /// <summary>True for pictures that browsers show.</summary>
    public static bool IsImage(string type) => type.StartsWith("image/", StringComparison.Ordinal) && IsShown(type);

    /// <summary>True for what may be shown in a page; everything else is only ever saved.</summary>
    public static bool IsShown(string type) => Shown.Contains(type);

    /// <summary>True for what its text can be read of.</summary>
    public static bool IsReadable(string type) => type is Pdf or Docx or Xlsx or Pptx || type.StartsWith("text/", StringComparison.Ordinal);

    /// <summary>The kind of a type.</summary>
    public static FileKind KindOf(string type) => type switch
    {
        _ when IsImage(type) => FileKind.Image,
        _ when type.StartsWith("audio/", StringComparison.Ordinal) => FileKind.Audio,
        _ when type.StartsWith("video/", StringComparison.Ordinal) => FileKind.Video,
        _ when IsReadable(type) || Zipped.Values.Contains(type) => FileKind.Document,
        "application/zip" or "application/gzip" or "application/x-7z-compressed" => FileKind.Archive,
        _ => FileKind.Other,
    };

    private static string? Binary(ReadOnlySpan<byte> head, string extension) => head switch
    {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x47, 0x49, 0x46, 0x38, 0x37 or 0x39, 0x61, ..] => "image/gif",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x41, 0x56, 0x45, ..] => "audio/wav",
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => Pdf,
        [0x50, 0x4B, 0x03, 0x04, ..] => Zipped.GetValueOrDefault(extension, "application/zip"),
        [0x1F, 0x8B, ..] => "application/gzip",
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, ..] => "application/x-7z-compressed",
        [0x49, 0x44, 0x33, ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => "audio/mpeg",
        [0x4F, 0x67, 0x67, 0x53, 0x00, ..] => "audio/ogg",
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] => "video/mp4",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
        _ => null,
    };

    private static string OfText(string extension) => extension switch
    {
        "csv" => "text/csv",
        "md" or "markdown" => "text/markdown",
        "htm" or "html" => "text/html",
        "svg" => "image/svg+xml",
        _ => Text,
    };

    // UTF-8, or UTF-16 that says so; never with zeros or the other characters that no text has.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return true;
        foreach (var b in head)
        {
            if (b < 0x20 && b is not (0x09 or 0x0A or 0x0C or 0x0D or 0x1B))
                return false;
        }

        return IsUtf8(head);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(head, out _, out var length);
            // The last character may have been cut off.
            if (status != System.Buffers.OperationStatus.Done)
                return status == System.Buffers.OperationStatus.NeedMoreData;
            head = head[length..];
        }

        return true;
    }
}
