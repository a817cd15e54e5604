using System.Globalization;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Hidden;

internal sealed class HiddenMessages(ShardRouter router, BucketGate gate, TimeProvider time) : IHiddenMessages
{
    // Two devices that hide the same at once: the loser's attempt begins again and finds the row.
    public Task<Result<Done>> HideAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct)
    {
        var (id, user) = (seat.Stream.Id, seat.Actor.User);
        return gate.WriteAsync<Done>(
            id.Bucket,
            async context =>
            {
                var now = time.GetUtcNow().Stored();
                var there = await context.Messages
                    .Where(m => m.Bucket == id.Bucket && m.StreamId == id && (m.ExpiresAt == null || m.ExpiresAt > now) && seqs.Contains(m.Seq) && (m.State == MessageState.Posted || m.State == MessageState.Recalled) && m.Note == null)
                    .Select(m => new { m.Seq, m.MessageId, m.AuthorId }).ToListAsync(ct);
                if (there.Count == 0)
                    return new Error.NotFound();
                var own = context.HiddenMessages.Where(h => h.Bucket == id.Bucket && h.StreamId == id && h.UserId == user);
                var known = await own.Where(h => seqs.Contains(h.Seq)).Select(h => h.Seq).ToListAsync(ct);
                there.RemoveAll(m => known.Contains(m.Seq));
                if (there.Count > 0 && await own.CountAsync(ct) + there.Count > HiddenMessage.MaxPerStream)
                {
                    return new Error.Conflict(
                        "hidden.full", $"You have deleted {HiddenMessage.MaxPerStream} messages here for yourself already. Clear the history of this place for yourself instead.");
                }

                context.HiddenMessages.AddRange(there.Select(m => new HiddenMessageRow
                {
                    Bucket = id.Bucket,
                    StreamId = id,
                    UserId = user,
                    Seq = m.Seq,
                    MessageId = m.MessageId,
                    IsOwn = m.AuthorId == user,
                    HiddenAt = now,
                }));
                return Done.Value;
            },
            ct);
    }

    public Task<Result<Done>> RestoreAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct)
    {
        var (id, user) = (seat.Stream.Id, seat.Actor.User);
        return gate.WriteAsync(
            id.Bucket,
            context => context.HiddenMessages.Where(h => h.Bucket == id.Bucket && h.StreamId == id && h.UserId == user && seqs.Contains(h.Seq)).ExecuteDeleteAsync(ct),
            ct);
    }

    public Task<IReadOnlyList<long>> ListSeqsAsync(Seat seat, long from, long to, int limit, CancellationToken ct)
    {
        var (id, user) = (seat.Stream.Id, seat.Actor.User);
        return router.For(id).Database.ReadAsync<IReadOnlyList<long>>(
            async context => await context.HiddenMessages
                .Where(h => h.Bucket == id.Bucket && h.StreamId == id && h.UserId == user && h.Seq >= from && h.Seq <= to)
                .OrderBy(h => h.Seq).Select(h => h.Seq).Take(limit).ToListAsync(ct),
            ct);
    }

    public async Task<Page<HiddenMessage>> ListAsync(UserId user, DateTimeOffset since, Cursor? cursor, int limit, CancellationToken ct)
    {
        var after = PositionOf(cursor);
        var (found, _) = await AskAsync(
            async context =>
            {
                var own = OfUser(context, user).Where(h => h.HiddenAt >= since);
                if (after is var (at, last))
                    own = own.Where(h => h.HiddenAt < at || (h.HiddenAt == at && h.MessageId < last));
                return await own.OrderByDescending(h => h.HiddenAt).ThenByDescending(h => h.MessageId).Take(limit + 1).ToListAsync(ct);
            },
            h => h.Bucket);
        var rows = found.OrderByDescending(h => h.HiddenAt).ThenByDescending(h => h.MessageId).Take(limit + 1).ToList();
        return Keyset.Page(rows, limit, h => h.ToView(), h => new Cursor(ListHidden.List, string.Create(CultureInfo.InvariantCulture, $"{Instant.ToStored(h.HiddenAt)}.{h.MessageId}")));
    }

    public async Task<HiddenBook> ReadAsync(UserId user, CancellationToken ct)
    {
        var messages = AskAsync(
            async context => await OfUser(context, user).OrderByDescending(h => h.HiddenAt).Select(h => new { h.Bucket, h.MessageId }).Take(HiddenBook.MaxMessages).ToListAsync(ct),
            h => h.Bucket);
        var cleared = AskAsync(context => ClearedOf(context, user).ToListAsync(ct), s => s.Bucket);
        var ((single, awayOne), (histories, awayTwo)) = (await messages, await cleared);
        return new HiddenBook(
            [.. single.Select(h => h.MessageId)],
            histories.ToDictionary(s => s.StreamId, s => new ClearedHistory(s.ClearedSeq, s.ClearedAt)),
            histories.Where(s => s.ClearedSeq > s.FloorSeq).Select(s => s.StreamId).ToHashSet())
        {
            Away = awayOne.Union(awayTwo).ToHashSet(),
        };
    }

    public Task<Result<HistoryChange>> ClearAsync(Seat seat, long upTo, CancellationToken ct) =>
        ChangeAsync(
            seat,
            async (context, row) =>
            {
                var last = await context.Messages.Where(m => m.Bucket == row.Bucket && m.StreamId == row.StreamId && m.Seq <= upTo)
                    .OrderByDescending(m => m.Seq).Select(m => (DateTimeOffset?)m.PostedAt).FirstOrDefaultAsync(ct);
                // She may have marked something unread meanwhile, on another device: no count looks behind what is cleared.
                if (row.LastReadSeq < upTo)
                    (row.LastReadSeq, row.OwnAfter) = (upTo, await CountOwnAsync(context, row, upTo, ct));
                return upTo <= row.ClearedSeq ? Of(row) : new ClearedHistory(upTo, HistoryEnd.Of(last, time.GetUtcNow()));
            },
            ct);

    public Task<Result<HistoryChange>> UnclearAsync(Seat seat, ClearedHistory wanted, CancellationToken ct) =>
        ChangeAsync(
            seat,
            (_, row) => Task.FromResult(
                wanted.Seq >= row.ClearedSeq || wanted.At > row.ClearedAt ? Of(row)
                : wanted.Seq <= row.FloorSeq ? new ClearedHistory(row.FloorSeq, row.FloorAt)
                : wanted),
            ct);

    private Task<Result<HistoryChange>> ChangeAsync(Seat seat, Func<ShardContext, SeatRow, Task<ClearedHistory>> decide, CancellationToken ct)
    {
        var (id, user) = (seat.Stream.Id, seat.Actor.User);
        return gate.WriteAsync<HistoryChange>(
            id.Bucket,
            async context =>
            {
                var statement = $"{router.Sql.Patience}SELECT * FROM seat WHERE bucket = {{0}} AND stream_id = {{1}} AND user_id = {{2}}{router.Sql.ForUpdate}";
                var locked = await context.Seats.FromSqlRaw(statement, id.Bucket.Value, id.Value, user.Value).AsTracking().ToListAsync(ct);
                if (locked is not [var row])
                    return new Error.NotFound();
                var (before, now) = (Of(row), await decide(context, row));
                (row.ClearedSeq, row.ClearedAt) = (now.Seq, now.At?.Stored());
                return new HistoryChange(before, now);
            },
            ct);
    }

    private static Task<int> CountOwnAsync(ShardContext context, SeatRow row, long after, CancellationToken ct) =>
        context.Messages.CountAsync(
            m => m.Bucket == row.Bucket && m.StreamId == row.StreamId && m.Seq > after && m.AuthorId == row.UserId && m.State == MessageState.Posted && m.Note == null, ct);

    private static ClearedHistory Of(SeatRow row) => new(row.ClearedSeq, row.ClearedAt);

    private static IQueryable<HiddenMessageRow> OfUser(ShardContext context, UserId user) =>
        from hidden in context.HiddenMessages
        join head in context.Streams on new { hidden.Bucket, hidden.StreamId } equals new { head.Bucket, head.StreamId }
        where hidden.UserId == user
        select hidden;

    private static IQueryable<SeatRow> ClearedOf(ShardContext context, UserId user) =>
        from seat in context.Seats
        join head in context.Streams on new { seat.Bucket, seat.StreamId } equals new { head.Bucket, head.StreamId }
        where seat.UserId == user && seat.ClearedSeq > 0
        select seat;

    // A bucket that moves is on two shards for a while: the map of before they are asked decides which counts.
    private async Task<(List<T> Rows, IReadOnlySet<Bucket> Away)> AskAsync<T>(Func<ShardContext, Task<List<T>>> read, Func<T, Bucket> bucketOf)
    {
        var map = router.Map;
        var answers = await Task.WhenAll(router.All.Select(async shard => (Shard: shard, Rows: await TryAsync(shard, read))));
        return (
            [.. answers.SelectMany(a => (a.Rows ?? []).Where(row => map[bucketOf(row)] == a.Shard.Id))],
            router.BucketsOn(answers.Where(a => a.Rows is null).Select(a => a.Shard)));
    }

    private static async Task<List<T>?> TryAsync<T>(Shard shard, Func<ShardContext, Task<List<T>>> read)
    {
        try
        {
            return await shard.Database.ReadAsync(read, CancellationToken.None);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    // A key that nobody gave out is the beginning: it grants nothing.
    private static (DateTimeOffset At, MessageId Last)? PositionOf(Cursor? cursor) =>
        cursor?.Key.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var stored) && stored <= Instant.MaxStored
        && MessageId.TryParse(id, null, out var last)
            ? (Instant.FromStored(stored), last)
            : null;
}
