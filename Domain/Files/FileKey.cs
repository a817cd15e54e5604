using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Files;

/// <summary>Under what the bytes of a file are kept.</summary>
/// <param name="Place">Its channel or chat.</param>
/// <param name="File">The file.</param>
/// <param name="Part">Which of its bytes.</param>
public readonly record struct FileKey(StreamId Place, FileId File, FilePart Part = FilePart.Content);

/// <summary>The parts of a file that are kept.</summary>
public enum FilePart
{
    /// <summary>The file itself.</summary>
    Content = 0,

    /// <summary>A small picture of it.</summary>
    Preview = 1,

    /// <summary>Its text, UTF-8.</summary>
    Text = 2,
}
