using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Demo;

/// <summary>Rows of shards that the story leaves beside streams, seats and messages.</summary>
internal sealed class DemoRows
{
    public List<ReactionRow> Reactions { get; } = [];

    public List<MentionRow> Mentions { get; } = [];

    public List<OutboxRow> Outbox { get; } = [];

    /// <summary>What was said in one stream, message by message.</summary>
    public IReadOnlyList<DemoTurn> TurnsOf(DemoStream stream, IEnumerable<DemoStream> threads)
    {
        var id = stream.Head.StreamId;
        var events = Outbox.Where(r => r.StreamId == id).ToLookup(r => r.Seq);
        var reactions = Reactions.Where(r => r.StreamId == id).ToLookup(r => r.Seq);
        var mentions = Mentions.Where(r => r.StreamId == id).ToLookup(r => r.Seq);
        var below = threads.Where(t => t.Head.ParentId == id).ToDictionary(t => t.Head.ParentSeq ?? 0);
        return [.. stream.Messages.Select(m => new DemoTurn(
            m, [.. events[m.Seq]], [.. reactions[m.Seq]], [.. mentions[m.Seq]], below.GetValueOrDefault(m.Seq)?.Head, RepliesOf(below.GetValueOrDefault(m.Seq))))];
    }

    private IReadOnlyList<object> RepliesOf(DemoStream? thread) =>
        thread is null ? [] :
        [
            .. thread.Messages, .. thread.Seats.Values, .. Outbox.Where(r => r.StreamId == thread.Head.StreamId),
            .. Mentions.Where(r => r.StreamId == thread.Head.StreamId),
        ];
}
