using System.Globalization;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Consumers;

/// <summary>Writes how far a consumer has come and what it could not take.</summary>
internal sealed class ConsumerRows(ConsumerParts parts, string consumer)
{
    /// <summary>
    /// Moves cursors of streams of one bucket, forward only, and parks what was passed by, in one transaction. Two nodes
    /// that move a cursor at once leave the greater: everything up to it has been handled by one of them.
    /// </summary>
    public Task MoveAsync(Bucket bucket, IReadOnlyDictionary<StreamId, long> cursors, IReadOnlyList<ParkedEventRow> parked, CancellationToken ct) =>
        cursors.Count == 0
            ? Task.CompletedTask
            : parts.Gate.InBucketAsync(
                bucket,
                async context =>
                {
                    foreach (var row in parked)
                        await ParkAsync(context, row, ct);
                    await context.Database.ExecuteSqlRawAsync(MoveStatement(parts.Router.Sql, cursors), [consumer], ct);
                },
                ct);

    /// <summary>The kind of what is parked when a stream could not be built anew.</summary>
    public const string RebuildKind = "stream.rebuild";

    /// <summary>A row for an event that could not be taken; without one, for a stream that could not be built anew.</summary>
    public ParkedEventRow Parked(StreamId stream, long version, OutboxRow? row, int attempts, string error) => new()
    {
        Bucket = stream.Bucket,
        Consumer = consumer,
        StreamId = stream,
        Version = version,
        EventId = row?.EventId ?? new EventId(stream.Value),
        Kind = row is null ? RebuildKind : EventNames.Of(EventFactory.TypeOf(row.Kind)),
        Attempts = attempts,
        Error = error,
        ParkedAt = parts.Time.GetUtcNow().Stored(),
    };

    /// <summary>A parked event was handled: it goes.</summary>
    public Task UnparkAsync(ParkedEventRow row, CancellationToken ct) =>
        parts.Gate.InBucketAsync(row.Bucket, context => Of(context, row).ExecuteDeleteAsync(ct), ct);

    /// <summary>A parked event has failed again: it stays, and is not tried by itself any more.</summary>
    public Task FailAgainAsync(ParkedEventRow row, string error, CancellationToken ct) =>
        parts.Gate.InBucketAsync(
            row.Bucket,
            context => Of(context, row).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Attempts, p => p.Attempts + 1).SetProperty(p => p.Error, error).SetProperty(p => p.RetryRequestedAt, (DateTimeOffset?)null), ct),
            ct);

    /// <summary>The row of a parked event.</summary>
    public static IQueryable<ParkedEventRow> Of(ShardContext context, ParkedEventRow row) =>
        context.ParkedEvents.Where(p => p.Bucket == row.Bucket && p.Consumer == row.Consumer && p.StreamId == row.StreamId && p.Version == row.Version);

    /// <summary>Parks, or renews what is parked already.</summary>
    public static async Task ParkAsync(ShardContext context, ParkedEventRow row, CancellationToken ct)
    {
        await Of(context, row).ExecuteDeleteAsync(ct);
        context.ParkedEvents.Add(row);
    }

    // Keys are numbers and stand in the text; the consumer's name does not.
    private static string MoveStatement(SqlDialect sql, IReadOnlyDictionary<StreamId, long> cursors)
    {
        var values = cursors.OrderBy(c => c.Key).Select(c => string.Create(CultureInfo.InvariantCulture, $"({c.Key.Bucket.Value}, {{0}}, {c.Key.Value}, {c.Value})"));
        return $"INSERT INTO consumer_cursor (bucket, consumer, stream_id, version) VALUES {string.Join(", ", values)} "
            + $"{sql.OnConflictUpdate("bucket, consumer, stream_id")} version = {sql.Greatest(SqlDialect.Stored("consumer_cursor", "version"), sql.Inserted("version"))}";
    }
}
