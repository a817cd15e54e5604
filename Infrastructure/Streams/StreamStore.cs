using System.Collections.Concurrent;
using Collab.Domain.Channels;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

internal sealed class StreamStore(ShardRouter router, StreamWrites writes, SeatRenewal renewal, IReceiptPolicyStore receipts) : IStreamStore
{
    private readonly ConcurrentDictionary<int, SharedReads<(StreamId, UserId), FoundStream>> _reads = new();

    public Task<Result<Done>> CreateAsync(NewStream stream, CancellationToken ct) =>
        writes.RunAsync<Done>(
            stream.Head.Id,
            async transaction =>
            {
                if (await transaction.LockAsync(stream.Head.Id, ct) is not null)
                    return Done.Value;
                var head = StreamRow.From(stream.Head);
                (head.LastSeq, head.Version, head.MemberCount) = (0, 0, stream.Seats.Count);
                head.CreatedAt = head.CreatedAt.Stored();
                transaction.Context.Streams.Add(head);
                var standings = await receipts.FindStandingsAsync([.. stream.Seats.Select(s => s.User)], ct);
                foreach (var seat in stream.Seats)
                    transaction.Context.Seats.Add(NewRow(head, seat, standings.GetValueOrDefault(seat.User)));
                foreach (var crowd in stream.Seats.Select(s => s.User).Chunk(MembersJoined.MaxUsers))
                    transaction.Changed(head, OutboxKind.MembersJoined, head.CreatedBy, crowd);
                return Done.Value;
            },
            ct);

    public async Task<StreamWithSeat?> FindAsync(StreamId id, UserId viewer, CancellationToken ct)
    {
        var found = await _reads.GetOrAdd(router.For(id).Id, NewReads).FindAsync((id, viewer), ct);
        return found is null ? null : new StreamWithSeat(found.Head.ToView(), found.Seat?.ToView(), found.Seat?.LastPostAt, found.HasHidden);
    }

    public async Task<IReadOnlyDictionary<StreamId, int>> CountMembersAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        var answers = await Task.WhenAll(streams.Distinct().GroupBy(router.For).Select(part => CountMembersAsync(part.Key, [.. part], ct)));
        return answers.SelectMany(rows => rows).ToDictionary(row => row.Stream, row => row.Members);
    }

    // A shard that is away takes the figures of its own streams along, and nobody else's.
    private static async Task<List<(StreamId Stream, int Members)>> CountMembersAsync(Shard shard, StreamId[] ids, CancellationToken ct)
    {
        Bucket[] buckets = [.. ids.Select(id => id.Bucket).Distinct()];
        try
        {
            var rows = await shard.Database.ReadAsync(
                context => context.Streams.Where(s => buckets.Contains(s.Bucket) && ids.Contains(s.StreamId))
                    .Select(s => new { s.StreamId, s.MemberCount }).ToListAsync(ct),
                ct);
            return [.. rows.Select(row => (row.StreamId, row.MemberCount))];
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return [];
        }
    }

    public Task<Result<StreamView>> ChangeAsync(Seat seat, StreamChange change, CancellationToken ct) =>
        writes.RunAsync<StreamView>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (change.LifetimeSeconds is not null && head.ArchivedAt is not null)
                    return Refusals.Archived;
                if (Needed(head.Kind, change) is var needed and not Rights.None
                    && await renewal.RefusalAsync(seat, await transaction.WithSeatAsync(head, seat.Actor.User, ct), needed, ct) is { } refusal)
                    return refusal;
                if (!Apply(head, change, transaction.Now))
                    return head.ToView();
                if (change.Note is { } note)
                    transaction.PostNote(head, seat.Actor.User, note);
                transaction.Changed(head, OutboxKind.StreamChanged, seat.Actor.User);
                transaction.Audit(head.Bucket, change.Audit);
                return head.ToView();
            },
            ct);

    /// <summary>A first seat: nothing before it is unread.</summary>
    public static SeatRow NewRow(StreamRow head, NewSeat seat, ReceiptStanding receipts) => new()
    {
        Bucket = head.Bucket,
        StreamId = head.StreamId,
        UserId = seat.User,
        Kind = head.Kind,
        Role = seat.Role,
        JoinedSeq = head.LastSeq,
        LastReadSeq = head.LastSeq,
        Receipts = receipts,
    };

    // A name was given in the directory already: the stream follows, whatever has become of it in between.
    private static Rights Needed(StreamKind kind, StreamChange change) =>
        (change.LifetimeSeconds is null ? Rights.None : StreamRules.RightToSetLifetime(kind))
        | (change is { Archived: null, Posting: null, ThreadOnly: null, SlowModeSeconds: null } ? Rights.None : Rights.Manage)
        | (change is { Topic: null, Purpose: null } ? Rights.None : Rights.SetTopic);

    private SharedReads<(StreamId, UserId), FoundStream> NewReads(int shard)
    {
        var database = router.All.Single(s => s.Id == shard).Database;
        return new(keys => FoundStream.ReadAsync(database, keys));
    }

    private static bool Apply(StreamRow head, StreamChange change, DateTimeOffset now)
    {
        var before = StateOf(head);
        if (change.Name is { } name && change.NameVersion >= head.NameVersion)
            (head.Name, head.NameVersion) = (name, change.NameVersion);
        head.Topic = change.Topic ?? head.Topic;
        head.Purpose = change.Purpose ?? head.Purpose;
        head.Posting = change.Posting ?? head.Posting;
        head.ThreadOnly = change.ThreadOnly ?? head.ThreadOnly;
        head.SlowModeSeconds = change.SlowModeSeconds ?? head.SlowModeSeconds;
        head.LifetimeSeconds = change.LifetimeSeconds ?? head.LifetimeSeconds;
        head.HasExpiring |= head.LifetimeSeconds > 0;
        if (change.Archived is { } archived && archived != (head.ArchivedAt is not null))
            head.ArchivedAt = archived ? now : null;
        return before != StateOf(head);
    }

    private static (string, string, string, PostingPolicy, bool, int, int, bool) StateOf(StreamRow head) =>
        (head.Name, head.Topic, head.Purpose, head.Posting, head.ThreadOnly, head.SlowModeSeconds, head.LifetimeSeconds, head.ArchivedAt is not null);
}
