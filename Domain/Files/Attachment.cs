using System.Text.Json.Serialization;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Files;

/// <summary>A file as its message shows it.</summary>
/// <param name="Id">The file.</param>
/// <param name="Name">Its name, one line, at most <see cref="FileName.MaxLength"/> UTF-16 units.</param>
/// <param name="MediaType">What its first bytes say that it is (<see cref="MediaTypes"/>), never what its sender says.</param>
/// <param name="Size">In bytes.</param>
public sealed record Attachment(FileId Id, string Name, string MediaType, long Size)
{
    /// <summary>Most files of one message.</summary>
    public const int MaxPerMessage = 10;

    /// <summary>Longest description of a picture, in UTF-16 units.</summary>
    public const int MaxAlt = 1_000;

    /// <summary>Of a picture: its width as it is looked at, in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Of a picture: its height as it is looked at, in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Of a picture: what there is to see, in its author's words.</summary>
    public string? Alt { get; init; }

    /// <summary>There is a small picture of it.</summary>
    public bool HasPreview { get; init; }

    /// <summary>Its text was read, and it is found by it.</summary>
    public bool HasText { get; init; }

    /// <summary>It is a picture.</summary>
    [JsonIgnore]
    public bool IsImage => MediaTypes.IsImage(MediaType);
}
