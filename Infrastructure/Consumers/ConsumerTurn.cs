using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Consumers;

/// <summary>
/// One turn of a consumer with some streams of one bucket: a slice of each is handled, then all cursors are moved at once.
/// Whatever ends the turn in between only makes the same events come again.
/// </summary>
internal sealed class ConsumerTurn(Shard shard, IEventConsumer consumer, ConsumerRows rows, ConsumerParts parts)
{
    // Until a node of a newer version takes over.
    private static readonly TimeSpan PauseForNewer = TimeSpan.FromSeconds(30);

    private readonly Delivery _delivery = new(shard, consumer, parts.Time);
    private readonly Dictionary<StreamId, long> _cursors = [];
    private readonly List<ParkedEventRow> _parked = [];
    private readonly Dictionary<StreamId, Waiting> _left = [];

    // When the first event has happened that the stream in hand waits for.
    private DateTimeOffset? _oldestAt;

    /// <summary>What was parked, for the log.</summary>
    public IReadOnlyList<ParkedEventRow> Parked => _parked;

    /// <summary>Streams that are not done, with what is known of them now.</summary>
    public IReadOnlyDictionary<StreamId, Waiting> Left => _left;

    /// <summary>Takes the turn. Throws for an outage; what was handled before it counts all the same.</summary>
    public async Task RunAsync(Bucket bucket, IReadOnlyDictionary<StreamId, Waiting> streams, CancellationToken ct)
    {
        var todo = new Queue<KeyValuePair<StreamId, Waiting>>(streams);
        try
        {
            for (; todo.TryPeek(out var next); todo.Dequeue())
                await AdvanceAsync(next.Key, next.Value, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            foreach (var (stream, waiting) in todo)
                _left[stream] = waiting;
            if (todo.TryPeek(out var inHand))
                _left[inHand.Key] = inHand.Value with { OldestAt = inHand.Value.OldestAt ?? _oldestAt };
            await rows.MoveAsync(bucket, _cursors, _parked, ct);
            throw;
        }

        await rows.MoveAsync(bucket, _cursors, _parked, ct);
    }

    private async Task AdvanceAsync(StreamId stream, Waiting waiting, CancellationToken ct)
    {
        _oldestAt = null;
        var slice = await StreamSlice.ReadAsync(shard, consumer.Name, stream, ct);
        if (slice is null || slice.End <= slice.Cursor)
            return;
        var known = slice.Rows.TakeWhile(r => _delivery.Wants(r.Kind) is not null).ToList();
        var wanted = known.Where(r => _delivery.Wants(r.Kind) == true).ToList();
        var isKnown = known.Count == slice.Rows.Count;
        _oldestAt = wanted.FirstOrDefault()?.At;
        if (!await HandleAsync(slice, stream, wanted, waiting, ct))
            return;
        var end = isKnown ? slice.End : known.Count > 0 ? known[^1].Version : slice.Cursor;
        if (end > slice.Cursor)
            _cursors[stream] = end;
        if (!isKnown)
            _left[stream] = new Waiting(slice.Rows[known.Count].At, 0, parts.Time.GetUtcNow() + PauseForNewer);
        else if (!slice.IsLast)
            _left[stream] = new Waiting(slice.Rows.Count > 0 ? slice.Rows[^1].At : waiting.OldestAt);
    }

    /// <summary>True when the whole slice is handled; else the cursor is where it stopped.</summary>
    private async Task<bool> HandleAsync(StreamSlice slice, StreamId stream, List<OutboxRow> wanted, Waiting waiting, CancellationToken ct)
    {
        if (wanted.Count == 0 && slice.IsComplete)
            return true;
        try
        {
            await _delivery.HandOverAsync(stream, wanted, slice.IsComplete, ct);
            return true;
        }
        catch (Exception error) when (IsFault(error) && wanted.Count > 1)
        {
            // One by one, to find whose fault it is. Those before it come again, which they may.
            return await EachAsync(slice, stream, wanted, waiting, ct);
        }
        catch (Exception error) when (IsFault(error))
        {
            return Blame(slice, stream, wanted.FirstOrDefault(), waiting, error);
        }
    }

    private async Task<bool> EachAsync(StreamSlice slice, StreamId stream, List<OutboxRow> wanted, Waiting waiting, CancellationToken ct)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            try
            {
                await _delivery.HandOverAsync(stream, [wanted[i]], slice.IsComplete || i > 0, ct);
            }
            catch (Exception error) when (IsFault(error))
            {
                // Attempts count for the stream's first event only.
                return Blame(slice, stream, wanted[i], i == 0 ? waiting : waiting with { Attempts = 0 }, error);
            }
        }

        return true;
    }

    // Always false: the slice is not done. The cursor comes to stand before the event, or behind it when it is parked. No
    // event is to blame when the stream was to be built anew: that stands for all of the slice.
    private bool Blame(StreamSlice slice, StreamId stream, OutboxRow? row, Waiting waiting, Exception error)
    {
        var attempts = waiting.Attempts + 1;
        var isOver = error is UnreadableEventException || attempts >= parts.Options.Attempts;
        var (at, last) = (row?.At ?? waiting.OldestAt, row?.Version ?? slice.End);
        if (isOver)
            _parked.Add(rows.Parked(stream, last, row, attempts, EventFaults.Describe(error)));
        var end = isOver ? last : row is null ? slice.Cursor : row.Version - 1;
        if (end > slice.Cursor)
            _cursors[stream] = end;
        _left[stream] = isOver ? new Waiting(at) : new Waiting(at, attempts, parts.Time.GetUtcNow() + parts.Options.PauseAfter(attempts));
        return false;
    }

    private static bool IsFault(Exception error) => error is not OperationCanceledException && !EventFaults.IsOutage(error);
}
