using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Demo;

/// <summary>
/// Writes the demo content into streams that were there before, and that people use at the same time. Each step is a
/// transaction that locks the head and numbers from it; of the head it changes only what the step itself has changed.
/// </summary>
internal sealed class DemoLiveWriter(StreamWrites writes, IIdSource ids)
{
    // Small steps: whoever posts meanwhile waits for one of them.
    private const int TurnsPerStep = 100;

    /// <summary>Posts the turns in their order, then seats the crowd. An archived stream stays as it is.</summary>
    public async Task WriteAsync(DemoStream stream, IReadOnlyList<DemoTurn> turns, UserId by, CancellationToken ct)
    {
        var id = stream.Head.StreamId;
        var told = turns.ToDictionary(t => t.Message.Seq, t => t.Message);
        foreach (var step in turns.Chunk(TurnsPerStep))
            await RunAsync(id, (transaction, head) => Post(transaction, head, step), ct);
        foreach (var seat in stream.Seats.Values)
            seat.LastReadSeq = told.TryGetValue(seat.LastReadSeq, out var message) ? message.Seq : seat.LastReadSeq;
        foreach (var step in stream.Seats.Values.Chunk(MembersJoined.MaxUsers))
            await RunAsync(id, (transaction, head) => SeatAsync(transaction, head, step, by, ct), ct);
    }

    private async Task RunAsync(StreamId id, Func<StreamTransaction, StreamRow, Task> step, CancellationToken ct)
    {
        var done = await writes.RunAsync<Done>(
            id,
            async transaction =>
            {
                if (await transaction.LockAsync(id, ct) is { ArchivedAt: null } head)
                    await step(transaction, head);
                return Done.Value;
            },
            ct);
        _ = done.Value; // refused only when the bucket stays closed: an outage
    }

    // An attempt that was rolled back has moved the turns already: they are moved from where they are.
    private Task Post(StreamTransaction transaction, StreamRow head, DemoTurn[] turns)
    {
        var (bySeq, byVersion) = (head.LastSeq + 1 - turns[0].Message.Seq, head.Version + 1 - turns[0].Events[0].Version);
        foreach (var turn in turns)
        {
            turn.Move(bySeq, byVersion);
            foreach (var row in turn.Events)
                row.EventId = ids.Next<EventId>(); // told months ago, but news for whoever looks at the stream now
            transaction.Context.AddRange(turn.Rows);
        }

        (head.LastSeq, head.Version) = (turns[^1].Message.Seq, turns[^1].Events[^1].Version);
        head.LastMessageAt = head.LastMessageAt > turns[^1].Message.PostedAt ? head.LastMessageAt : turns[^1].Message.PostedAt;
        return Task.CompletedTask;
    }

    private static async Task SeatAsync(StreamTransaction transaction, StreamRow head, SeatRow[] seats, UserId by, CancellationToken ct)
    {
        UserId[] wanted = [.. seats.Select(s => s.UserId)];
        var known = await transaction.Context.Seats
            .Where(s => s.Bucket == head.Bucket && s.StreamId == head.StreamId && wanted.Contains(s.UserId)).Select(s => s.UserId).ToListAsync(ct);
        SeatRow[] fresh = [.. seats.Where(s => !known.Contains(s.UserId))];
        if (fresh.Length == 0)
            return;
        foreach (var seat in fresh)
            seat.LastReadSeq = Math.Min(seat.LastReadSeq, head.LastSeq);
        transaction.Context.Seats.AddRange(fresh);
        head.MemberCount += fresh.Length;
        transaction.Changed(head, OutboxKind.MembersJoined, by, [.. fresh.Select(s => s.UserId)]);
    }
}
