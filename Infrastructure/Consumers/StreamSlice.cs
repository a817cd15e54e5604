using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Consumers;

/// <summary>What a stream has behind a consumer's cursor, as much as is taken at a time.</summary>
/// <param name="Cursor">The last version that is done.</param>
/// <param name="Head">The stream's version.</param>
/// <param name="Rows">What comes next, dense; empty when nothing does or when it is not kept any more.</param>
internal sealed record StreamSlice(long Cursor, long Head, IReadOnlyList<OutboxRow> Rows)
{
    private const int MaxRows = 200;

    /// <summary>False when events right behind the cursor are not kept any more.</summary>
    public bool IsComplete => Rows.Count > 0 ? Rows[0].Version == Cursor + 1 : Head <= Cursor;

    /// <summary>The last version that the slice is about.</summary>
    public long End => Rows.Count > 0 ? Rows[^1].Version : Math.Max(Cursor, Head);

    /// <summary>True when the stream had no more.</summary>
    public bool IsLast => End >= Head;

    /// <summary>Reads it; null when the shard has no such stream.</summary>
    public static Task<StreamSlice?> ReadAsync(Shard shard, string consumer, StreamId stream, CancellationToken ct) =>
        shard.Database.ReadAsync(
            async context =>
            {
                // The head first: whatever it counts is committed, so what is missing below it is missing for good.
                var head = await context.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream).Select(s => (long?)s.Version).SingleOrDefaultAsync(ct);
                if (head is not { } version)
                    return null;
                var cursor = await context.ConsumerCursors
                    .Where(c => c.Bucket == stream.Bucket && c.Consumer == consumer && c.StreamId == stream).Select(c => c.Version).SingleOrDefaultAsync(ct);
                var rows = cursor >= version ? [] : await RowsAsync(context, stream, cursor, version, ct);
                return new StreamSlice(cursor, version, [.. rows.TakeWhile((row, i) => row.Version == rows[0].Version + i)]);
            },
            ct);

    private static Task<List<OutboxRow>> RowsAsync(ShardContext context, StreamId stream, long after, long last, CancellationToken ct) =>
        context.Outbox.Where(o => o.Bucket == stream.Bucket && o.StreamId == stream && o.Version > after && o.Version <= last)
            .OrderBy(o => o.Version).Take(MaxRows).ToListAsync(ct);
}
