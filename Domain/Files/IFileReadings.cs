using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Files;

/// <summary>Which files have had their text read. The program itself asks, nobody's eyes.</summary>
public interface IFileReadings
{
    /// <summary>So many files are listed at once.</summary>
    const int PageSize = 100;

    /// <summary>Files of a stream's messages that nobody has looked into yet and that could be read, the oldest first, at most <see cref="PageSize"/>.</summary>
    Task<IReadOnlyList<FileView>> ListUnreadAsync(StreamId stream, CancellationToken ct);

    /// <summary>
    /// What became of a file; its message, and with it everybody who follows, learns that it can be found by its text. False
    /// when the file is not there any more: its message was taken back meanwhile.
    /// </summary>
    Task<bool> NoteAsync(FileView file, bool hasText, CancellationToken ct);
}
