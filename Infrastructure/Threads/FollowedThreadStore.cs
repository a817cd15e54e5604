using System.Globalization;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Domain.Threads;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Threads;

/// <summary>Followed threads are seats like any other; they are found by the index of a person's seats.</summary>
internal sealed class FollowedThreadStore(ShardRouter router, ExactPlaces exact, TimeProvider time) : IFollowedThreads
{
    public async Task<ThreadBook> ReadAsync(UserId user, CancellationToken ct)
    {
        var map = router.Map;
        var answers = await Task.WhenAll(router.All.Select(shard => TryAsync(shard, () => ReadAsync(shard, user, ct))));
        var found = answers.SelectMany(a => a.Found is { } rows ? rows.Where(row => map[row.Thread.Bucket] == a.Shard.Id) : []).ToArray();
        return new ThreadBook(
            [.. found.Select(f => f.Thread)], [.. found.Select(f => f.Row?.ToView()).OfType<PlaceView>().Where(p => p.Unread > 0)], answers.Any(a => a.Found is null));
    }

    public async Task<Page<FollowedThread>> ListAsync(UserId user, ThreadQuery query, CancellationToken ct)
    {
        var map = router.Map;
        var answers = await Task.WhenAll(router.All.Select(shard => TryAsync(shard, () => ListAsync(shard, user, query, ct))));
        var rows = answers.SelectMany(a => a.Found is { } some ? some.Where(row => map[row.Place.Id.Bucket] == a.Shard.Id) : [])
            .OrderByDescending(t => t.Place.Head.LastMessageAt).ThenByDescending(t => t.Place.Id).Take(query.Limit + 1).ToArray();
        return Keyset.Page(rows, query.Limit, row => row, CursorOf);
    }

    private static Cursor CursorOf(FollowedThread thread) => new(
        ThreadQuery.List, string.Create(CultureInfo.InvariantCulture, $"{Instant.ToStored(thread.Place.Head.LastMessageAt ?? default)}-{thread.Place.Id}"));

    private static (DateTimeOffset At, StreamId Thread)? After(Cursor? cursor) =>
        cursor?.Key.Split('-') is [var at, var thread]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var stored) && stored <= Instant.MaxStored && StreamId.TryParse(thread, null, out var id)
            ? (Instant.FromStored(stored), id)
            : null;

    private async Task<List<(StreamId Thread, PlaceRow? Row)>> ReadAsync(Shard shard, UserId user, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var followed = await shard.Database.ReadAsync(context => context.Database.GetDbConnection().RowsAsync(FollowedText.Of(user, now), FollowedText.Read, ct), ct);
        return await exact.FollowedAsync(shard, user, followed, ct);
    }

    private async Task<List<FollowedThread>> ListAsync(Shard shard, UserId user, ThreadQuery query, CancellationToken ct)
    {
        var (after, now) = (After(query.Cursor), time.GetUtcNow());
        var (at, last) = after ?? default;
        var rows = await shard.Database.ReadAsync(
            async context =>
            {
                var threads = Followed(context, user, now).Where(f => f.Head.WorkspaceId == query.Workspace || f.Head.WorkspaceId == null);
                if (query.IsUnread)
                {
                    threads = threads.Where(f => f.Head.LastSeq > f.Seat.LastReadSeq + f.Seat.OwnAfter
                        + context.Uncounted.Count(u => u.Bucket == f.Seat.Bucket && u.StreamId == f.Seat.StreamId && u.Seq > f.Seat.LastReadSeq)
                        + context.HiddenMessages.Count(h => h.Bucket == f.Seat.Bucket && h.StreamId == f.Seat.StreamId && h.UserId == user && h.Seq > f.Seat.LastReadSeq && !h.IsOwn
                            && !context.Uncounted.Any(u => u.Bucket == h.Bucket && u.StreamId == h.StreamId && u.Seq == h.Seq)));
                }

                if (after is not null)
                    threads = threads.Where(f => f.Head.LastMessageAt < at || (f.Head.LastMessageAt == at && f.Head.StreamId < last));
                return await (
                    from thread in threads.OrderByDescending(f => f.Head.LastMessageAt).ThenByDescending(f => f.Head.StreamId).Take(query.Limit + 1)
                    join root in context.Messages
                        on new { thread.Head.Bucket, StreamId = thread.Head.ParentId, Seq = thread.Head.ParentSeq }
                        equals new { root.Bucket, StreamId = (StreamId?)root.StreamId, Seq = (long?)root.Seq }
                    select new
                    {
                        thread.Head.StreamId,
                        Root = root,
                        IsHidden = context.HiddenMessages.Any(h => h.Bucket == root.Bucket && h.StreamId == root.StreamId && h.UserId == user && h.Seq == root.Seq)
                            || context.Seats.Any(s => s.Bucket == root.Bucket && s.StreamId == root.StreamId && s.UserId == user && s.ClearedSeq >= root.Seq),
                    }).ToListAsync(ct);
            },
            ct);
        var places = await exact.FindAsync(shard, user, [.. rows.Select(r => r.StreamId)], ct);
        return [.. rows.Where(r => places.ContainsKey(r.StreamId)).Select(r => new FollowedThread(places[r.StreamId].ToView(), r.IsHidden ? r.Root.ToView().AsHidden() : r.Root.ToView()))];
    }

    // Without those of which she has cleared everything with their place, and those that are gone with their root.
    private static IQueryable<SeatInThread> Followed(ShardContext context, UserId user, DateTimeOffset now) =>
        from seat in context.Seats
        join head in context.Streams on new { seat.Bucket, seat.StreamId } equals new { head.Bucket, head.StreamId }
        where seat.UserId == user && seat.Kind == StreamKind.Thread && seat.LeftSeq == null
            && !context.Seats.Any(p => p.Bucket == head.Bucket && p.StreamId == head.ParentId && p.UserId == user && p.ClearedAt != null && p.ClearedAt >= head.LastMessageAt)
            && (!head.HasExpiring || !context.Messages.Any(m => m.Bucket == head.Bucket && m.StreamId == head.ParentId && m.Seq == head.ParentSeq && m.ExpiresAt <= now))
        select new SeatInThread { Seat = seat, Head = head };

    private static async Task<(Shard Shard, List<T>? Found)> TryAsync<T>(Shard shard, Func<Task<List<T>>> read)
    {
        try
        {
            return (shard, await read());
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return (shard, null);
        }
    }

    private sealed class SeatInThread
    {
        public required SeatRow Seat { get; init; }

        public required StreamRow Head { get; init; }
    }
}
