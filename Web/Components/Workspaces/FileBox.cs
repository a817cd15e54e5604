using System.Globalization;
using Collab.Domain.Files;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api;
using Collab.Web.Components.Kit;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Workspaces;

/// <summary>How files look: their boxes, addresses, sizes.</summary>
public static class FileBox
{
    /// <summary>Widest box of a picture in a feed, in CSS pixels.</summary>
    public const int MaxWidth = 360;

    /// <summary>Its highest one.</summary>
    public const int MaxHeight = 280;

    private const long Kilo = 1024;

    /// <summary>The box of a picture, never larger than itself; null for what is shown as a card.</summary>
    public static (int Width, int Height)? Of(Attachment file)
    {
        if (!file.IsImage || !file.HasPreview || file is not { Width: > 0 and var width, Height: > 0 and var height })
            return null;
        var scale = Math.Min(1, Math.Min((double)MaxWidth / width, (double)MaxHeight / height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>Where the file itself is.</summary>
    public static string AddressOf(StreamId stream, FileId file) => $"{ApiSetup.Root}/streams/{stream}/files/{file}/content";

    /// <summary>Where a small picture of it is.</summary>
    public static string PreviewOf(StreamId stream, FileId file) => $"{ApiSetup.Root}/streams/{stream}/files/{file}/preview";

    /// <summary>Its size for people, e.g. <c>1.4 MB</c>.</summary>
    public static string SizeOf(long bytes) =>
        bytes < Kilo ? string.Create(CultureInfo.CurrentCulture, $"{bytes:N0} B")
        : bytes < Kilo * Kilo ? string.Create(CultureInfo.CurrentCulture, $"{Math.Ceiling((double)bytes / Kilo):N0} KB")
        : string.Create(CultureInfo.CurrentCulture, $"{(double)bytes / (Kilo * Kilo):N1} MB");

    /// <summary>What stands for it.</summary>
    public static MarkupString IconOf(Attachment file) => IconOf(file.MediaType);

    /// <summary>What stands for a type.</summary>
    public static MarkupString IconOf(string mediaType) => MediaTypes.KindOf(mediaType) == FileKind.Image ? Icons.Image : Icons.File;
}
