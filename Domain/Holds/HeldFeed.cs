using Collab.Domain.Expiry;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;

namespace Collab.Domain.Holds;

/// <summary>Brings what holds keep into its index. The events are those that everybody gets: none of them says whether anything was kept.</summary>
public sealed class HeldFeed(IHeldIndex index, IHeldMessages held, ISearchSource source, SearchDocuments documents) : IEventConsumer
{
    /// <summary>What the cursors are kept under.</summary>
    public const string ConsumerName = "held";

    private const int MessagesPerRead = 500;

    /// <inheritdoc />
    public string Name => ConsumerName;

    /// <inheritdoc />
    public IReadOnlyCollection<Type> Wants { get; } = [typeof(MessageRecalled), typeof(MessageExpired)];

    /// <inheritdoc />
    public async Task HandleAsync(StreamEvents happened, CancellationToken ct)
    {
        var seqs = happened.Events.OfType<MessageEvent>().Select(e => e.Message.Seq).Order().ToList();
        if (happened.IsComplete && seqs.Count == 0)
            return;
        var (after, last) = happened.IsComplete ? (seqs[0] - 1, seqs[^1]) : (0, long.MaxValue);
        while (await held.ListAsync(happened.Head.Id, after, MessagesPerRead, ct) is { Count: > 0 } page)
        {
            var wanted = page.TakeWhile(h => h.Message.Seq <= last).ToList();
            await PutAsync(wanted, happened.Head, ct);
            after = page[^1].Message.Seq;
            if (wanted.Count < MessagesPerRead)
                return;
        }
    }

    private async Task PutAsync(IReadOnlyList<HeldMessage> wanted, StreamView head, CancellationToken ct)
    {
        if (wanted.Count == 0)
            return;
        var isThread = head is { Kind: StreamKind.Thread, Parent: not null };
        var place = isThread ? await source.FindHeadAsync(wanted[0].Place, ct) ?? throw new InvalidOperationException($"Thread {head.Id} has no parent.") : head;
        await index.ApplyAsync(await documents.ChangesOfAsync(wanted.Select(h => h.WithAllTexts()), place, isThread ? head.ParentSeq : null, ct), ct);
    }
}
