using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Files;

/// <summary>A file as those see it who may open it.</summary>
public sealed record FileView
{
    /// <summary>The file.</summary>
    public required FileId Id { get; init; }

    /// <summary>The channel or chat that it was sent to; of a reply the one of its root.</summary>
    public required StreamId Place { get; init; }

    /// <summary>Who sent it.</summary>
    public required UserId Uploader { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How far it has come.</summary>
    public required FileState State { get; init; }

    /// <summary>When its sender began to send it.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>What is known of it; null while it is arriving.</summary>
    public FileFacts? Facts { get; init; }

    /// <summary>The stream of its message, a thread's own for a reply; null while it is loose.</summary>
    public StreamId? Stream { get; init; }

    /// <summary>Its message's number there.</summary>
    public long? Seq { get; init; }

    /// <summary>As its message shows it.</summary>
    public Attachment ToAttachment(string? alt)
    {
        var facts = Facts ?? throw new InvalidOperationException($"File {Id} has not arrived yet.");
        return new Attachment(Id, Name, facts.MediaType, facts.Size)
        {
            Width = facts.Width,
            Height = facts.Height,
            HasPreview = facts.HasPreview,
            Alt = facts.Width is null ? null : alt,
        };
    }
}
