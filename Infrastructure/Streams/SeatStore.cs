using System.Globalization;
using System.Runtime.ExceptionServices;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Hidden;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Infrastructure.Hidden;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

internal sealed class SeatStore(ShardRouter router, StreamWrites writes, SeatRenewal renewal, ExactPlaces exact, IReceiptPolicyStore receipts, IHistoryPolicies histories) : ISeatStore
{
    private const int MaxPeopleInNote = 50;
    private const int ThreadsPerStep = 200;

    public Task<Result<IReadOnlyList<UserId>>> AddAsync(Seat seat, IReadOnlyCollection<NewSeat> seats, AuditEntry? audit, CancellationToken ct)
    {
        var needed = !seat.IsMember && seats.All(s => s.User == seat.Actor.User) ? Rights.Join : Rights.Invite;
        return AddAsync(seat.Stream.Id, seat.Actor.User, seats, audit, RefusalAsync, ct);

        async Task<Error?> RefusalAsync(StreamTransaction transaction, StreamRow head)
        {
            var now = await transaction.WithSeatAsync(head, seat.Actor.User, ct);
            return needed == Rights.Join && now.Seat is { IsActive: true } ? null : await renewal.RefusalAsync(seat, now, needed, ct);
        }
    }

    public Task<Result<IReadOnlyList<UserId>>> AddAsync(
        StreamId stream, UserId by, IReadOnlyCollection<NewSeat> seats, AuditEntry? audit, CancellationToken ct) =>
        AddAsync(stream, by, seats, audit, (_, _) => Task.FromResult<Error?>(null), ct);

    private Task<Result<IReadOnlyList<UserId>>> AddAsync(
        StreamId stream, UserId by, IReadOnlyCollection<NewSeat> seats, AuditEntry? audit, Func<StreamTransaction, StreamRow, Task<Error?>> check,
        CancellationToken ct) =>
        writes.RunAsync<IReadOnlyList<UserId>>(
            stream,
            async transaction =>
            {
                if (await transaction.LockAsync(stream, ct) is not { } head)
                    return new Error.NotFound();
                if (await check(transaction, head) is { } refusal)
                    return refusal;
                if (head.ArchivedAt is not null)
                    return Refusals.Archived;
                if (head.Kind == StreamKind.Direct)
                    return new Error.Conflict("stream.direct_is_closed", "A chat of two stays a chat of two. Start a group chat instead.");
                var seated = await SeatAsync(transaction, head, seats, ct);
                if (head.Kind == StreamKind.Group && head.MemberCount > StreamRules.MaxGroupMembers)
                    return new Error.Conflict("group.full", $"A group chat has at most {StreamRules.MaxGroupMembers} people. Make a channel instead.");
                if (seated.Count > 0)
                    Tell(transaction, head, by, seated, audit);
                return Result.Of<IReadOnlyList<UserId>>(seated);
            },
            ct);

    public Task<Result<bool>> RemoveAsync(Seat seat, UserId user, AuditEntry? audit, CancellationToken ct) =>
        writes.RunAsync<bool>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (user != seat.Actor.User && await ManageRefusalAsync(transaction, head, seat, ct) is { } refusal)
                    return refusal;
                if (await transaction.LockSeatAsync(head.StreamId, user, ct) is not { LeftSeq: null } row)
                    return false;
                if (head.MemberCount > 1 && await IsLastManagerAsync(transaction, head, row, ct))
                    return new Error.Conflict("stream.last_manager", "You are the last manager here. Make somebody else a manager first.");
                row.LeftSeq = head.LastSeq;
                head.MemberCount--;
                if (head.Participants is not null)
                    head.Participants = Json.WriteList([.. Json.ReadList<UserId>(head.Participants).Where(p => p != user)]);
                await UnfollowThreadsAsync(transaction, head, user, seat.Actor.User, ct);
                if (TellsInFeed(head))
                    transaction.PostNote(head, seat.Actor.User, NoteOfLeaving(seat, user));
                transaction.Changed(head, OutboxKind.MembersLeft, seat.Actor.User, [user]);
                transaction.Audit(head.Bucket, audit);
                return true;
            },
            ct);

    public Task<Result<Done>> SetRoleAsync(Seat seat, UserId user, SeatRole role, AuditEntry audit, CancellationToken ct) =>
        writes.RunAsync<Done>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (await ManageRefusalAsync(transaction, head, seat, ct) is { } refusal)
                    return refusal;
                if (await transaction.LockSeatAsync(head.StreamId, user, ct) is not { LeftSeq: null } row)
                    return new Error.NotFound();
                if (row.Role == role)
                    return Done.Value;
                if (await IsLastManagerAsync(transaction, head, row, ct))
                    return new Error.Conflict("stream.last_manager", "A channel keeps at least one manager. Make somebody else a manager first.");
                row.Role = role;
                transaction.Changed(head, OutboxKind.StreamChanged, seat.Actor.User);
                transaction.Audit(head.Bucket, audit);
                return Done.Value;
            },
            ct);

    public Task<Page<SeatView>> ListAsync(Seat seat, SeatQuery query, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var id = seat.Stream.Id;
                var after = UserId.TryParse(query.Cursor?.Key, null, out var last) ? last : new UserId(0);
                var seats = context.Seats.Where(s => s.Bucket == id.Bucket && s.StreamId == id && s.UserId > after && s.LeftSeq == null);
                if (query.Role is { } role)
                    seats = seats.Where(s => s.Role == role);
                if (query.Among is { } among)
                    seats = seats.Where(s => among.Contains(s.UserId));
                var rows = await seats.OrderBy(s => s.UserId).Take(query.Limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, query.Limit, r => r.ToView(), r => new Cursor("members", r.UserId.ToString()));
            },
            ct);

    public async Task<IReadOnlySet<UserId>> WhoIsSeatedAsync(StreamId stream, IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        users.Count == 0 ? new HashSet<UserId>() : await router.For(stream).Database.ReadAsync(
            async context => (await context.Seats
                .Where(s => s.Bucket == stream.Bucket && s.StreamId == stream && s.LeftSeq == null && users.Contains(s.UserId))
                .Select(s => s.UserId).ToListAsync(ct)).ToHashSet(),
            ct);

    public async Task<IReadOnlySet<StreamId>> WhereIsSeatedAsync(UserId user, IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        var answers = await Task.WhenAll(streams.Distinct().GroupBy(router.For).Select(part => WhereIsSeatedAsync(part.Key, user, [.. part], ct)));
        return answers.SelectMany(found => found).ToHashSet();
    }

    public async Task<PlaceList> ListPlacesAsync(UserId user, CancellationToken ct)
    {
        // A bucket that moves is on two shards for a while, and where it leaves it stays complete for longer than this takes:
        // the map of before the shards are asked decides which of the two counts.
        var map = router.Map;
        var answers = await Task.WhenAll(router.All.Select(shard => TryListAsync(shard, user, ct)));
        if (answers.All(a => a.Failure is not null))
            answers[0].Failure?.Throw();
        return new PlaceList(
            [.. answers.SelectMany(a => a.Rows.Where(row => map[row.Head.StreamId.Bucket] == a.Shard.Id)).Select(row => row.ToView())],
            router.BucketsOn(answers.Where(a => a.Failure is not null).Select(a => a.Shard)));
    }

    private static async Task<IReadOnlyList<StreamId>> WhereIsSeatedAsync(Shard shard, UserId user, StreamId[] streams, CancellationToken ct)
    {
        Bucket[] buckets = [.. streams.Select(id => id.Bucket).Distinct()];
        try
        {
            return await shard.Database.ReadAsync(
                context => context.Seats
                    .Where(s => buckets.Contains(s.Bucket) && streams.Contains(s.StreamId) && s.UserId == user && s.LeftSeq == null)
                    .Select(s => s.StreamId).ToListAsync(ct),
                ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return [];
        }
    }

    private async Task<(Shard Shard, List<PlaceRow> Rows, ExceptionDispatchInfo? Failure)> TryListAsync(Shard shard, UserId user, CancellationToken ct)
    {
        try
        {
            var rows = await shard.Database.ReadAsync(context => PlaceQuery.ListAsync(context, user, ct), ct);
            return (shard, await exact.CompleteAsync(shard, user, rows, ct), null);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return (shard, [], ExceptionDispatchInfo.Capture(error));
        }
    }

    public async Task<PlaceView?> FindPlaceAsync(UserId user, StreamId stream, CancellationToken ct)
    {
        var row = await router.For(stream).Database.ReadAsync(context => PlaceQuery.OfUser(context, user, stream).SingleOrDefaultAsync(ct), ct);
        return row is null ? null : (await exact.CompleteAsync(user, row, ct)).ToView();
    }

    private async Task<Error?> ManageRefusalAsync(StreamTransaction transaction, StreamRow head, Seat seat, CancellationToken ct) =>
        await renewal.RefusalAsync(seat, await transaction.WithSeatAsync(head, seat.Actor.User, ct), Rights.Manage, ct);

    private async Task<List<UserId>> SeatAsync(StreamTransaction transaction, StreamRow head, IReadOnlyCollection<NewSeat> seats, CancellationToken ct)
    {
        UserId[] wanted = [.. seats.Select(s => s.User)];
        var known = await transaction.Context.Seats.AsTracking()
            .Where(s => s.Bucket == head.Bucket && s.StreamId == head.StreamId && wanted.Contains(s.UserId))
            .ToDictionaryAsync(s => s.UserId, ct);
        var standings = await receipts.FindStandingsAsync(wanted, ct);
        var floor = await FloorAsync(transaction, head, ct);
        var seated = new List<UserId>();
        foreach (var seat in seats.DistinctBy(s => s.User))
        {
            if (!known.TryGetValue(seat.User, out var row))
                transaction.Context.Seats.Add(row = StreamStore.NewRow(head, seat, standings.GetValueOrDefault(seat.User)));
            else if (row.LeftSeq is not null)
                Return(row, head, seat.Role, standings.GetValueOrDefault(seat.User));
            else
                continue;
            SetFloor(row, floor);
            seated.Add(seat.User);
        }

        head.MemberCount += seated.Count;
        if (head.Kind == StreamKind.Group)
            head.Participants = Json.WriteList([.. Json.ReadList<UserId>(head.Participants).Union(seated).Order()]);
        return seated;
    }

    // Public channels are read without joining.
    private async Task<ClearedHistory> FloorAsync(StreamTransaction transaction, StreamRow head, CancellationToken ct) =>
        head.LastSeq > 0 && (head.Kind == StreamKind.Group || head is { Kind: StreamKind.Channel, Visibility: ChannelVisibility.Private })
        && await histories.FindAsync(head.OrganizationId, ct) == HistoryPolicy.SinceJoining
            ? new ClearedHistory(head.LastSeq, HistoryEnd.Of(head.LastMessageAt, transaction.Now))
            : ClearedHistory.None;

    // What she has cleared for herself, beyond what she was not let see, stays cleared.
    private static void SetFloor(SeatRow row, ClearedHistory floor)
    {
        if (row.ClearedSeq == row.FloorSeq || floor.Seq > row.ClearedSeq)
            (row.ClearedSeq, row.ClearedAt) = (floor.Seq, floor.At);
        (row.FloorSeq, row.FloorAt) = (floor.Seq, floor.At);
    }

    private static void Return(SeatRow row, StreamRow head, SeatRole role, ReceiptStanding receipts)
    {
        (row.LeftSeq, row.JoinedSeq, row.LastReadSeq, row.OwnAfter) = (null, head.LastSeq, head.LastSeq, 0);
        (row.Role, row.Receipts) = (role, receipts);
    }

    private static void Tell(StreamTransaction transaction, StreamRow head, UserId by, List<UserId> seated, AuditEntry? audit)
    {
        foreach (var crowd in seated.Chunk(MembersJoined.MaxUsers))
            transaction.Changed(head, OutboxKind.MembersJoined, by, crowd);
        if (TellsInFeed(head))
            transaction.PostNote(head, by, new SystemNote(SystemNoteKind.Joined, [.. seated.Take(MaxPeopleInNote)], seated.Count.ToString(CultureInfo.InvariantCulture)));
        transaction.Audit(head.Bucket, audit);
    }

    private static bool TellsInFeed(StreamRow head) => head.Kind != StreamKind.Thread && head.MemberCount <= StreamRules.MaxMembersForJoinRows;

    private static SystemNote NoteOfLeaving(Seat seat, UserId user) =>
        user == seat.Actor.User ? new SystemNote(SystemNoteKind.Left, []) : new SystemNote(SystemNoteKind.Removed, [user]);

    private static async Task<bool> IsLastManagerAsync(StreamTransaction transaction, StreamRow head, SeatRow row, CancellationToken ct) =>
        head.Kind == StreamKind.Channel && row.Role == SeatRole.Manager
        && !await transaction.Context.Seats.AnyAsync(
            s => s.Bucket == head.Bucket && s.StreamId == head.StreamId && s.LeftSeq == null && s.Role == SeatRole.Manager && s.UserId != row.UserId, ct);

    // Each thread's head tells of it, as of everything that changes it. The parent's lock keeps new follows out meanwhile.
    private static async Task UnfollowThreadsAsync(StreamTransaction transaction, StreamRow head, UserId user, UserId by, CancellationToken ct)
    {
        var followed = await (
            from seat in transaction.Context.Seats
            join thread in transaction.Context.Streams on new { seat.Bucket, seat.StreamId } equals new { thread.Bucket, thread.StreamId }
            where thread.Bucket == head.Bucket && thread.ParentId == head.StreamId && seat.UserId == user && seat.LeftSeq == null
            orderby thread.StreamId
            select thread.StreamId).ToListAsync(ct);
        foreach (var some in followed.Chunk(ThreadsPerStep))
        {
            foreach (var (thread, row) in await transaction.LockThreadsAsync(head.Bucket, some, user, ct))
            {
                if (row is not { LeftSeq: null })
                    continue;
                row.LeftSeq = thread.LastSeq;
                thread.MemberCount--;
                transaction.Changed(thread, OutboxKind.MembersLeft, by, [user]);
            }
        }
    }
}
