using System.Globalization;
using System.Text;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Holds;
using Collab.Infrastructure.Recall;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Expiry;

/// <summary>
/// Empties messages whose time has come. What has a time stands in a queue beside the messages, in their bucket: whoever looks for
/// what is due looks at its beginning, and a place where messages stay pays nothing.
/// </summary>
internal sealed class ExpiryStore(ShardRouter router, StreamWrites writes, IHoldStore holds, TimeProvider time) : IExpiryStore
{
    public async Task<IReadOnlyList<(StreamId Stream, long Seq)>> ListDueAsync(int limit, CancellationToken ct)
    {
        var now = Instant.ToStored(time.GetUtcNow());
        var due = new List<(StreamId, long)>();
        // Those of a shard that is away wait for it.
        foreach (var shard in router.All.Where(s => !s.Database.Reach.IsAway))
            due.AddRange(await shard.Database.ListAsync(Due(shard, now, limit), row => (new StreamId(row.GetInt64(0)), row.GetInt64(1)), ct));
        return due;
    }

    public async Task<Result<ExpiredMessages>> ExpireAsync(StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct)
    {
        var inForce = await holds.ListInForceAsync(ct);
        return await writes.RunAsync<ExpiredMessages>(
            stream,
            async transaction =>
            {
                var context = transaction.Context;
                // A parent's head is locked before its thread's; a stream never changes its parent.
                var parent = await context.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream).Select(s => s.ParentId).SingleOrDefaultAsync(ct);
                var above = parent is { } place ? await transaction.LockAsync(place, ct) : null;
                if (await transaction.LockAsync(stream, ct) is not { } head)
                    return new Error.NotFound();
                // The clock that counts is the one under the lock, as for those who read.
                var now = time.GetUtcNow();
                var due = await context.Messages.AsTracking()
                    .Where(m => m.Bucket == stream.Bucket && m.StreamId == stream && seqs.Contains(m.Seq) && m.ExpiresAt <= now).OrderBy(m => m.Seq).ToListAsync(ct);
                var gone = due.Where(m => m.Note is null && m.State == MessageState.Posted).ToList();
                var kept = await HeldCopies.WhichAsync(context, inForce, above ?? head, gone, ct);
                var files = await EmptyAsync(transaction, above, head, gone, kept, ct);
                // Also what was taken back meanwhile leaves the queue.
                foreach (var row in due)
                    await MessageEmptying.UnqueueAsync(context, row, ct);
                return new ExpiredMessages(gone.Count, files);
            },
            ct);
    }

    private static async Task<IReadOnlyList<FileKey>> EmptyAsync(StreamTransaction transaction, StreamRow? above, StreamRow head, List<MessageRow> gone, IReadOnlySet<long> kept, CancellationToken ct)
    {
        var files = new List<FileKey>();
        foreach (var row in gone)
        {
            files.AddRange(await MessageEmptying.EmptyAsync(transaction, above ?? head, head, row, kept.Contains(row.Seq) ? HeldCause.Expired : null, ct));
            row.State = MessageState.Expired;
            transaction.Changed(head, row, OutboxKind.MessageExpired, row.AuthorId);
        }

        if (above is not null && gone.Count > 0)
            await MessageEmptying.ShrinkThreadAsync(transaction, above, head, gone, ct);
        return files;
    }

    // The keys stand in the text, as everywhere where a command names many.
    private string Due(Shard shard, long now, int limit) =>
        new StringBuilder("SELECT stream_id, seq FROM expiry").Append(router.Sql.ByIndex("ix_expiry_at"))
            .Append(CultureInfo.InvariantCulture, $" WHERE expires_at <= {now} AND bucket IN (").AppendJoin(',', router.BucketsOn([shard]).Select(b => b.Value))
            .Append(CultureInfo.InvariantCulture, $") ORDER BY expires_at LIMIT {limit}").ToString();
}
