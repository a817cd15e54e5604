using Collab.Domain.Confirmations;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>Brings what happens to messages into the index, and whole streams whose events are not kept any more.</summary>
public sealed class SearchFeed(ISearchIndex index, ISearchSource source, SearchDocuments documents) : IEventConsumer
{
    /// <summary>What the cursors are kept under.</summary>
    public const string ConsumerName = "search";

    private const int MessagesPerRead = 500;

    /// <inheritdoc />
    public string Name => ConsumerName;

    /// <inheritdoc />
    public IReadOnlyCollection<Type> Wants { get; } = [typeof(MessagePosted), typeof(MessageEdited), typeof(ReactionsChanged), typeof(ThreadReplied), typeof(ConfirmationReminded), typeof(FilesRead), typeof(PinChanged), typeof(MessageRecalled), typeof(MessageExpired)];

    /// <inheritdoc />
    public async Task HandleAsync(StreamEvents happened, CancellationToken ct)
    {
        var place = await PlaceOfAsync(happened.Head, ct);
        if (!happened.IsComplete)
            await IndexAllAsync(happened.Head, place, ct);
        // Several events of one message show the same message.
        var changed = happened.Events.OfType<MessageEvent>().GroupBy(e => e.Message.Seq).Select(g => g.MaxBy(e => e.Message.Revision)!.Message); // a group is never empty
        var changes = await documents.ChangesOfAsync(changed, place, RootOf(happened.Head), ct);
        if (changes.Count > 0)
            await index.ApplyAsync(changes, ct);
    }

    private async Task IndexAllAsync(StreamView head, StreamView place, CancellationToken ct)
    {
        var after = 0L;
        IReadOnlyList<MessageView> page;
        do
        {
            page = await source.ListMessagesAsync(head.Id, after, MessagesPerRead, ct);
            if (page.Count == 0)
                return;
            await index.ApplyAsync(await documents.ChangesOfAsync(page, place, RootOf(head), ct), ct);
            after = page[^1].Seq;
        }
        while (page.Count == MessagesPerRead);
    }

    private async Task<StreamView> PlaceOfAsync(StreamView head, CancellationToken ct) =>
        head is { Kind: StreamKind.Thread, Parent: { } parent }
            ? await source.FindHeadAsync(parent, ct) ?? throw new InvalidOperationException($"Thread {head.Id} has no parent.")
            : head;

    private static long? RootOf(StreamView head) => head.Kind == StreamKind.Thread ? head.ParentSeq : null;
}
