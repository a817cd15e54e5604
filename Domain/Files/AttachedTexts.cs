using System.Text;
using Collab.Domain.Messages;

namespace Collab.Domain.Files;

/// <summary>The texts of files that were read, for those who have the message already.</summary>
public sealed class AttachedTexts(IFileStore store)
{
    /// <summary>The texts of a message's files, in their order; those without text are left out.</summary>
    /// <param name="message">The message.</param>
    /// <param name="place">Its channel or chat: for a reply the one of its root.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<(Attachment File, string Text)>> ReadAsync(MessageView message, Shared.Ids.StreamId place, CancellationToken ct)
    {
        var texts = new List<(Attachment, string)>();
        foreach (var file in message.Attachments.Where(a => a.HasText))
        {
            await using var stored = await store.OpenAsync(new FileKey(place, file.Id, FilePart.Text), ct);
            if (stored is null)
                continue;
            using var reader = new StreamReader(stored, Encoding.UTF8);
            texts.Add((file, await reader.ReadToEndAsync(ct)));
        }

        return texts;
    }
}
