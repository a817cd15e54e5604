using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Holds;

/// <summary>Puts what holds keep into its index, and takes out of it what they let go. Not there where nothing is searched.</summary>
public sealed class HeldWords(IHeldIndex index, IHeldMessages held, ISearchSource source, SearchDocuments documents)
{
    /// <summary>Messages of one stream.</summary>
    public async Task PutAsync(StreamView head, IReadOnlyList<HeldMessage> messages, CancellationToken ct)
    {
        if (messages.Count == 0)
            return;
        var isThread = head is { Kind: StreamKind.Thread, Parent: not null };
        var place = isThread ? await source.FindHeadAsync(messages[0].Place, ct) ?? throw new InvalidOperationException($"Thread {head.Id} has no parent.") : head;
        await index.ApplyAsync(await documents.ChangesOfAsync(messages.Select(h => h.WithAllTexts()), place, isThread ? head.ParentSeq : null, ct), ct);
    }

    /// <summary>Messages that were taken out and are kept all the same.</summary>
    public async Task PutBackAsync(IReadOnlyCollection<HeldKey> messages, CancellationToken ct)
    {
        foreach (var (stream, seq) in messages)
        {
            if (await held.ListAsync(stream, seq - 1, 1, ct) is [var message] && message.Message.Seq == seq && await source.FindHeadAsync(stream, ct) is { } head)
                await PutAsync(head, [message], ct);
        }
    }

    /// <summary>Takes them out, each by its last revision.</summary>
    public Task RemoveAsync(IEnumerable<(HeldKey Key, MessageId Message, long Revision)> messages, CancellationToken ct) =>
        index.ApplyAsync([.. messages.Select(m => new IndexChange.Remove(m.Message, m.Revision))], ct);
}
