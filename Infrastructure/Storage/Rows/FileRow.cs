using Collab.Domain.Files;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

/// <summary>What is known of a file. Its key is its place's: a thread's files are its parent's.</summary>
internal sealed class FileRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public FileId FileId { get; set; }

    public UserId UploaderId { get; set; }

    public string Name { get; set; } = "";

    public FileState State { get; set; }

    public FileKind Kind { get; set; }

    public string? MediaType { get; set; }

    public long Size { get; set; }

    public string? Sha256 { get; set; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    public bool HasPreview { get; set; }

    public FileTextState TextState { get; set; }

    public StreamId? MessageStreamId { get; set; }

    public long? MessageSeq { get; set; }

    public DateTimeOffset UploadedAt { get; set; }

    // When its message disappears.
    public DateTimeOffset? ExpiresAt { get; set; }

    public FileView ToView() => new()
    {
        Id = FileId,
        Place = StreamId,
        Uploader = UploaderId,
        Name = Name,
        State = State,
        UploadedAt = UploadedAt,
        Facts = MediaType is null || Sha256 is null ? null : new FileFacts(MediaType, Size, Sha256, Width, Height, HasPreview),
        Stream = MessageStreamId,
        Seq = MessageSeq,
    };
}

/// <summary>Stored by number, so numbers never change.</summary>
internal enum FileTextState
{
    /// <summary>Nobody has looked into it yet.</summary>
    Unread = 0,

    Read = 1,

    /// <summary>It has none, or none that could be read.</summary>
    None = 2,
}
