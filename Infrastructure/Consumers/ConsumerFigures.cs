using Collab.Domain.Consumers;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Consumers;

/// <summary>How the consumers of one shard are doing: what their nodes have reported, and what is parked.</summary>
internal sealed class ConsumerFigures(Shard shard, ConsumerParts parts)
{
    private const int MostHandoffs = 1000;

    public Task<List<(string Name, ConsumerOnShard State)>> ReadAsync(IReadOnlyList<string> names, CancellationToken ct) =>
        shard.Database.ReadAsync(
            async context =>
            {
                var reports = await ReportsAsync(context, ct);
                var parked = await CountParkedAsync(context, ct);
                // Those of other versions count while they run or have left something.
                var others = reports.Values.Where(r => r.IsHeld != 0).Select(r => r.Consumer).Concat(parked.Keys).Where(name => name != HandoffCollector.Name);
                var states = names.Union(others).Select(name => (name, ToState(reports.GetValueOrDefault(name), parked.GetValueOrDefault(name)))).ToList();
                states.Add((HandoffCollector.Name, await HandoffsAsync(context, parked.GetValueOrDefault(HandoffCollector.Name), ct)));
                return states;
            },
            ct);

    /// <summary>How many events are parked, for each consumer that has any.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountParkedAsync(CancellationToken ct) =>
        await shard.Database.ReadAsync(context => CountParkedAsync(context, ct), ct);

    public static List<(string Name, ConsumerOnShard State)> Unreachable(Shard shard, IEnumerable<string> names) =>
        [.. names.Append(HandoffCollector.Name).Select(name => (name, new ConsumerOnShard(shard.Name, ConsumerCondition.Unreachable, 0, 0, 0, null)))];

    private async Task<Dictionary<string, LeaseReport>> ReportsAsync(ShardContext context, CancellationToken ct)
    {
        var now = shard.Database.Sql.Now;
        var statement = "SELECT consumer AS Consumer, CASE WHEN expires_at > " + now + " THEN 1 ELSE 0 END AS IsHeld, state AS State, waiting AS Waiting, "
            + "oldest_at AS OldestAt, error AS Error FROM consumer_lease";
        return await context.Database.SqlQueryRaw<LeaseReport>(statement).ToDictionaryAsync(r => r.Consumer, ct);
    }

    private async Task<Dictionary<string, long>> CountParkedAsync(ShardContext context, CancellationToken ct)
    {
        var buckets = parts.Router.BucketsOf(shard);
        return await context.ParkedEvents.Where(p => buckets.Contains(p.Bucket)).GroupBy(p => p.Consumer)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    // Every node collects handoffs, so nobody holds them: what is there waits.
    private async Task<ConsumerOnShard> HandoffsAsync(ShardContext context, long parked, CancellationToken ct)
    {
        var buckets = parts.Router.BucketsOf(shard);
        var waiting = await context.Handoffs.Where(h => buckets.Contains(h.Bucket)).Select(h => h.HandoffId).Take(MostHandoffs).ToListAsync(ct);
        var oldest = waiting.Count > 0 ? SnowflakeIdSource.MadeAt(new EventId(waiting.Min())) : (DateTimeOffset?)null;
        return new ConsumerOnShard(shard.Name, ConsumerCondition.Current, waiting.Count, LagOf(oldest), parked, null);
    }

    private ConsumerOnShard ToState(LeaseReport? report, long parked) =>
        report is { IsHeld: not 0 }
            ? new ConsumerOnShard(
                shard.Name, (ConsumerCondition)report.State, report.Waiting, LagOf(report.OldestAt is { } at ? Instant.FromStored(at) : null), parked, report.Error)
            : new ConsumerOnShard(shard.Name, ConsumerCondition.Unattended, 0, 0, parked, null);

    private double LagOf(DateTimeOffset? oldest) => oldest is { } at ? Math.Max(0, Math.Round((parts.Time.GetUtcNow() - at).TotalSeconds, 1)) : 0;

    private sealed record LeaseReport(string Consumer, int IsHeld, short State, int Waiting, long? OldestAt, string? Error);
}
