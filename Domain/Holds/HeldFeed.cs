using Collab.Domain.Expiry;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Holds;

/// <summary>Brings what holds keep into its index. The events are those that everybody gets: none of them says whether anything was kept.</summary>
public sealed class HeldFeed(IHeldMessages held, HeldWords words) : IEventConsumer
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
            await words.PutAsync(happened.Head, wanted, ct);
            after = page[^1].Message.Seq;
            if (wanted.Count < MessagesPerRead)
                return;
        }
    }
}
