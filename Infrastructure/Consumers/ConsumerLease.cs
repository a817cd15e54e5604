using System.Security.Cryptography;
using Collab.Domain.Consumers;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Consumers;

/// <summary>
/// Which node works for a consumer on a shard: for seconds at a time, by the shard's own clock. It keeps nodes from doing
/// the same work twice; nothing goes wrong where they do, because cursors only move forward and events may come again.
/// With each renewal the holder says how it is doing.
/// </summary>
internal sealed class ConsumerLease(Shard shard, string consumer)
{
    /// <summary>How long a lease lasts: a dead node's work rests for so long at most.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    // A lease is between real machines: real time, whatever clock the program is shown.
    private static readonly TimeProvider Clock = TimeProvider.System;

    // One holder per process would do; one per lease lets a test play several nodes.
    private readonly string _holder = $"{Truncate(Environment.MachineName)}/{Environment.ProcessId}/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
    private long _heldUntil;
    private long _renewAt;
    private ConsumerCondition? _told;

    /// <summary>True while nobody else can have it.</summary>
    public bool IsHeld => Clock.GetTimestamp() < Interlocked.Read(ref _heldUntil);

    /// <summary>Takes or renews the lease when it is time to, or when there is news. Returns true when it was taken just now.</summary>
    public async Task<bool> KeepAsync(ConsumerReport report, CancellationToken ct)
    {
        var wasHeld = IsHeld;
        var now = Clock.GetTimestamp();
        if (now < _renewAt && (!wasHeld || _told == report.Condition))
            return false;
        var isHeld = await shard.Database.WriteAsync<bool>(async context => await TakeAsync(context, report, ct), ct);
        _renewAt = After(now, wasHeld || isHeld.Value ? Interval : TimeSpan.FromSeconds(2));
        _told = report.Condition;
        Interlocked.Exchange(ref _heldUntil, isHeld.Value ? After(now, Length - Margin) : 0);
        return isHeld.Value && !wasHeld;
    }

    /// <summary>Gives it back, so that another node need not wait for its end.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _heldUntil, 0) == 0)
            return;
        await shard.Database.WriteAsync(
            context => context.Database.ExecuteSqlRawAsync("UPDATE consumer_lease SET expires_at = 0 WHERE consumer = {0} AND holder = {1}", [consumer, _holder], ct), ct);
    }

    private async Task<bool> TakeAsync(ShardContext context, ConsumerReport report, CancellationToken ct)
    {
        object?[] values = [(long)Length.TotalMicroseconds, (short)report.Condition, report.Waiting, report.OldestAt is { } at ? Instant.ToStored(at) : null, report.Error, consumer, _holder];
        var updated = await context.Database.ExecuteSqlRawAsync(
            $"UPDATE consumer_lease SET holder = {{6}}, expires_at = {Now} + {{0}}, state = {{1}}, waiting = {{2}}, oldest_at = {{3}}, error = {{4}} "
            + $"WHERE consumer = {{5}} AND (holder = {{6}} OR expires_at <= {Now})",
            values!, // a null is a null of the database
            ct);
        if (updated > 0)
            return true;
        var inserted = await context.Database.ExecuteSqlRawAsync(
            $"{shard.Database.Sql.InsertOrIgnore} consumer_lease (consumer, holder, expires_at, state, waiting, oldest_at, error) "
            + $"VALUES ({{5}}, {{6}}, {Now} + {{0}}, {{1}}, {{2}}, {{3}}, {{4}})",
            values!, // as above
            ct);
        return inserted > 0;
    }

    private static long After(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * Clock.TimestampFrequency);

    private static string Truncate(string name) => name.Length <= 24 ? name : name[..24];

    private string Now => shard.Database.Sql.Now;
}

/// <summary>How a consumer is doing on a shard.</summary>
/// <param name="Condition">In a word.</param>
/// <param name="Waiting">How many streams have something for it, as far as its node knows.</param>
/// <param name="OldestAt">When the oldest event that waits has happened; null when none does.</param>
/// <param name="Error">What keeps it from going on.</param>
internal sealed record ConsumerReport(ConsumerCondition Condition, int Waiting, DateTimeOffset? OldestAt, string? Error);
