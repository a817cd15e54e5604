using System.Text;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Files;

/// <summary>
/// Reads the text of files that were sent, apart from the indexing of messages: a document that takes its time keeps no
/// message from being found. What was read is kept beside the file and goes with it.
/// </summary>
public sealed class FileReader(IFileReadings readings, IFileStore store, IFileTexts texts) : IEventConsumer
{
    /// <summary>What the cursors are kept under.</summary>
    public const string ConsumerName = "file-text";

    /// <summary>Larger files are found by their names alone.</summary>
    public const long MaxBytes = 64L * 1024 * 1024;

    /// <inheritdoc />
    public string Name => ConsumerName;

    /// <inheritdoc />
    public IReadOnlyCollection<Type> Wants { get; } = [typeof(MessagePosted)];

    /// <inheritdoc />
    public async Task HandleAsync(StreamEvents happened, CancellationToken ct)
    {
        if (happened.IsComplete && !happened.Events.OfType<MessagePosted>().Any(e => e.Message.Attachments.Any(a => MediaTypes.IsReadable(a.MediaType) && !a.HasText)))
            return;
        IReadOnlyList<FileView> unread;
        do
        {
            unread = await readings.ListUnreadAsync(happened.Stream, ct);
            foreach (var file in unread)
            {
                // Taken back while it was being read: what was just kept of it came after it was deleted.
                if (!await readings.NoteAsync(file, await ReadAsync(file, ct), ct))
                    await store.DeleteAsync(file.Place, file.Id, ct);
            }
        }
        while (unread.Count >= IFileReadings.PageSize);
    }

    private async Task<bool> ReadAsync(FileView file, CancellationToken ct)
    {
        if (file.Facts is not { Size: <= MaxBytes } facts)
            return false;
        var key = new FileKey(file.Place, file.Id);
        await using var content = await store.OpenAsync(key, ct);
        if (content is null || await texts.ReadAsync(facts.MediaType, content, ct) is not { Length: > 0 } text)
            return false;
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await store.PutAsync(key with { Part = FilePart.Text }, bytes, ct);
        return true;
    }
}
