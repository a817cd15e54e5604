using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

/// <summary>
/// One transaction in a bucket: locks heads, numbers messages, and leaves an event in the outbox for every step of a
/// head's version. The lock of the head is what orders everything in a stream; a parent's head is locked before its thread's.
/// </summary>
internal sealed class StreamTransaction(ShardContext context, SqlDialect sql, IIdSource ids, TimeProvider time)
{
    private readonly List<DomainEvent> _events = [];

    public ShardContext Context => context;

    public DateTimeOffset Now { get; } = time.GetUtcNow().Stored();

    /// <summary>What to publish after the commit.</summary>
    public IReadOnlyList<DomainEvent> Events => _events;

    /// <summary>The head, locked until commit and tracked; null when there is no such stream.</summary>
    public async Task<StreamRow?> LockAsync(StreamId stream, CancellationToken ct)
    {
        var statement = $"{sql.Patience}SELECT * FROM stream WHERE bucket = {{0}} AND stream_id = {{1}}{sql.ForUpdate}";
        var rows = await context.Streams.FromSqlRaw(statement, stream.Bucket.Value, stream.Value).AsTracking().ToListAsync(ct);
        return rows.SingleOrDefault();
    }

    /// <summary>Several threads of one parent, locked in the order of their ids, each with a person's seat when she has one.</summary>
    public async Task<IReadOnlyList<(StreamRow Head, SeatRow? Seat)>> LockThreadsAsync(Bucket bucket, IReadOnlyCollection<StreamId> threads, UserId user, CancellationToken ct)
    {
        if (threads.Count == 0)
            return [];
        // Keys are numbers and stand in the text.
        var keys = string.Join(", ", threads.Order().Select(t => t.Value.ToString(CultureInfo.InvariantCulture)));
        var ofHeads = $"{sql.Patience}SELECT * FROM stream{sql.ByKey} WHERE bucket = {{0}} AND stream_id IN ({keys}) ORDER BY stream_id{sql.ForUpdate}";
        var heads = await context.Streams.FromSqlRaw(ofHeads, bucket.Value).AsTracking().ToListAsync(ct);
        var ofSeats = $"SELECT * FROM seat{sql.ByKey} WHERE bucket = {{0}} AND stream_id IN ({keys}) AND user_id = {{1}} ORDER BY stream_id{sql.ForUpdate}";
        var seats = await context.Seats.FromSqlRaw(ofSeats, bucket.Value, user.Value).AsTracking().ToDictionaryAsync(s => s.StreamId, ct);
        return [.. heads.Select(h => (h, seats.GetValueOrDefault(h.StreamId)))];
    }

    /// <summary>A person's seat, locked until commit and tracked; null when she never had one.</summary>
    public async Task<SeatRow?> LockSeatAsync(StreamId stream, UserId user, CancellationToken ct)
    {
        var statement = $"{sql.Patience}SELECT * FROM seat WHERE bucket = {{0}} AND stream_id = {{1}} AND user_id = {{2}}{sql.ForUpdate}";
        var rows = await context.Seats.FromSqlRaw(statement, stream.Bucket.Value, stream.Value, user.Value).AsTracking().ToListAsync(ct);
        return rows.SingleOrDefault();
    }

    /// <summary>Files of a place, locked until commit and tracked.</summary>
    public Task<List<FileRow>> LockFilesAsync(StreamId place, IReadOnlyCollection<FileId> files, CancellationToken ct)
    {
        // Keys are numbers and stand in the text.
        var keys = string.Join(", ", files.Order().Select(f => f.Value.ToString(CultureInfo.InvariantCulture)));
        var statement = $"{sql.Patience}SELECT * FROM file{sql.ByKey} WHERE bucket = {{0}} AND stream_id = {{1}} AND file_id IN ({keys}) ORDER BY file_id{sql.ForUpdate}";
        return context.Files.FromSqlRaw(statement, place.Bucket.Value, place.Value).AsTracking().ToListAsync(ct);
    }

    /// <summary>A locked head with a person's seat, which cannot change before the commit: all that change seats lock the head.</summary>
    public async Task<StreamWithSeat> WithSeatAsync(StreamRow head, UserId user, CancellationToken ct)
    {
        var seat = await context.Seats.SingleOrDefaultAsync(s => s.Bucket == head.Bucket && s.StreamId == head.StreamId && s.UserId == user, ct);
        return new StreamWithSeat(head.ToView(), seat?.ToView());
    }

    /// <summary>
    /// Why a person may not write here; null when she may. The seat was checked before, but she may have left since, or
    /// the channel may have been archived. In a thread its parent decides.
    /// </summary>
    public async Task<Error?> RefusalAsync(StreamRow head, UserId user, CancellationToken ct)
    {
        var place = head.ParentId is { } parent
            ? await context.Streams.SingleAsync(s => s.Bucket == head.Bucket && s.StreamId == parent, ct)
            : head;
        var isSeated = await context.Seats.AnyAsync(
            s => s.Bucket == place.Bucket && s.StreamId == place.StreamId && s.UserId == user && s.LeftSeq == null, ct);
        if (!isSeated)
            return Refusals.NotSeated(place.Kind, place.Visibility);
        return place.ArchivedAt is null ? null : Refusals.Archived;
    }

    /// <summary>A message, tracked; the head's lock protects it. One whose time has come by now, under that lock, is not there.</summary>
    public async Task<MessageRow?> FindMessageAsync(StreamRow head, long seq, CancellationToken ct) => (await FindMessagesAsync(head, [seq], ct)).GetValueOrDefault(seq);

    /// <summary>Several messages by their numbers, as <see cref="FindMessageAsync"/> finds one.</summary>
    public async Task<Dictionary<long, MessageRow>> FindMessagesAsync(StreamRow head, long[] seqs, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await context.Messages.AsTracking()
            .Where(m => m.Bucket == head.Bucket && m.StreamId == head.StreamId && seqs.Contains(m.Seq) && (m.ExpiresAt == null || m.ExpiresAt > now)).ToDictionaryAsync(m => m.Seq, ct);
    }

    /// <summary>Gives a message the next number and posts it, until the instant at which it disappears, if there is one.</summary>
    public MessageRow Post(StreamRow head, MessageRow message, DateTimeOffset? expiresAt = null)
    {
        head.LastSeq++;
        head.LastMessageAt = Now;
        (message.Bucket, message.StreamId, message.Seq, message.PostedAt) = (head.Bucket, head.StreamId, head.LastSeq, Now);
        context.Messages.Add(message);
        if (expiresAt is { } at)
        {
            (message.ExpiresAt, head.HasExpiring) = (at, true);
            context.Expiries.Add(new ExpiryRow { Bucket = head.Bucket, ExpiresAt = at, StreamId = head.StreamId, Seq = message.Seq });
        }

        Changed(head, message, OutboxKind.MessagePosted, message.AuthorId);
        return message;
    }

    /// <summary>Adds a row that tells what happened; it has a number but counts for nobody. No client's key looks like its key.</summary>
    public void PostNote(StreamRow head, UserId by, SystemNote note)
    {
        var id = ids.Next<MessageId>();
        Post(head, new MessageRow { MessageId = id, AuthorId = by, ClientKey = $"note:{id}", Note = Json.Write(note) });
        context.Uncounted.Add(new UncountedRow { Bucket = head.Bucket, StreamId = head.StreamId, Seq = head.LastSeq });
    }

    /// <summary>A message has changed: steps the version and tells of it.</summary>
    public void Changed(StreamRow head, MessageRow message, OutboxKind kind, UserId actor, ReactionData? reaction = null)
    {
        var row = Step(head, kind, actor, Json.Write(reaction), message.Seq);
        message.Revision = head.Version;
        _events.Add(EventFactory.OfMessage(row, head.ToView(), message.ToView()));
    }

    /// <summary>The stream itself has changed, or who is in it: steps the version and tells of it.</summary>
    public void Changed(StreamRow head, OutboxKind kind, UserId actor, IReadOnlyList<UserId>? users = null)
    {
        var row = Step(head, kind, actor, users is null ? null : Json.WriteList(users), 0);
        _events.Add(EventFactory.OfStream(row, head.ToView()));
    }

    /// <summary>Leaves an audit entry to be collected into the directory's log.</summary>
    public void Audit(Bucket bucket, AuditEntry? entry)
    {
        if (entry is not null)
            context.Handoffs.Add(new HandoffRow { Bucket = bucket, HandoffId = ids.Next<EventId>().Value, Kind = HandoffKind.AuditEntry, Data = Json.Write(entry)! }); // an entry is there, so its JSON is
    }

    private OutboxRow Step(StreamRow head, OutboxKind kind, UserId actor, string? data, long seq)
    {
        head.Version++;
        var row = new OutboxRow
        {
            Bucket = head.Bucket,
            StreamId = head.StreamId,
            Version = head.Version,
            EventId = ids.Next<EventId>(),
            Kind = kind,
            Seq = seq,
            ActorId = actor,
            Data = data,
            At = Now,
        };
        context.Outbox.Add(row);
        return row;
    }
}
