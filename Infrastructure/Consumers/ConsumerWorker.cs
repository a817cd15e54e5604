using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Consumers;

/// <summary>Brings events to their consumers: a loop per shard, so that one that is away holds up no other.</summary>
internal sealed class ConsumerWorker(IEnumerable<IEventConsumer> consumers, ConsumerParts parts) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var shards = new ConcurrentDictionary<int, (ShardConsumers Consumers, Task Loop)>();
        using var meter = new Meter("Collab");
        meter.CreateObservableGauge(
            "collab.consumer.lag", () => Measure(shards.Values.Select(s => s.Consumers), LagOf), "s", "How long ago the oldest event has happened that a consumer has not handled yet.");
        meter.CreateObservableGauge(
            "collab.consumer.waiting", () => Measure(shards.Values.Select(s => s.Consumers), run => run.Backlog.Count), "{stream}", "Streams that have something for a consumer.");
        meter.CreateObservableGauge("collab.consumer.parked", () => CountParked(shards.Values.Select(s => s.Consumers)), "{event}", "Events that a consumer could not take and that wait for an admin.");
        using var timer = new PeriodicTimer(Interval, parts.Time);
        do
        {
            // One may be added while the node runs.
            foreach (var shard in parts.Router.All.Where(s => !shards.ContainsKey(s.Id)))
                Begin(shards, new ShardConsumers(shard, consumers, parts), shard.Id, stoppingToken);
        }
        while (await WaitAsync(timer, stoppingToken));
        await Task.WhenAll(shards.Values.Select(s => s.Loop));
    }

    private void Begin(ConcurrentDictionary<int, (ShardConsumers Consumers, Task Loop)> shards, ShardConsumers consumers, int id, CancellationToken ct) =>
        shards[id] = (consumers, LoopAsync(consumers, ct));

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task LoopAsync(ShardConsumers shard, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval, parts.Time);
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(ct);
                await shard.StepAsync(ct);
                failures = 0;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A shard that is away must not end the work for ever; the next tick tries again.
            catch (Exception error)
#pragma warning restore CA1031
            {
                if (failures++ == 0)
                    parts.Log.LogWarning("Events of shard {Shard} cannot be read: {Error}. It is tried again each second.", shard.ShardName, error.GetType().Name);
            }
        }

        await StopAsync(shard);
    }

    private async Task StopAsync(ShardConsumers shard)
    {
        try
        {
            await shard.StopAsync(CancellationToken.None); // the stop itself must be finished
        }
#pragma warning disable CA1031 // Stopping must not fail for this: what is not given back runs out by itself.
        catch (Exception error)
#pragma warning restore CA1031
        {
            parts.Log.LogWarning("Work for consumers on shard {Shard} could not be given back: {Error}", shard.ShardName, error.GetType().Name);
        }
    }

    private double LagOf(ConsumerRun run) => run.Backlog.OldestAt is { } at ? Math.Max(0, (parts.Time.GetUtcNow() - at).TotalSeconds) : 0;

    // The worst of the shards that this node works for; nodes that work for none say nothing.
    private static IEnumerable<Measurement<double>> Measure(IEnumerable<ShardConsumers> shards, Func<ConsumerRun, double> figure) =>
        shards.SelectMany(s => s.Runs).Where(r => r.Lease.IsHeld).GroupBy(r => r.Name)
            .Select(runs => new Measurement<double>(runs.Max(figure), new KeyValuePair<string, object?>("consumer", runs.Key)));

    private static IEnumerable<Measurement<long>> CountParked(IEnumerable<ShardConsumers> shards) =>
        shards.SelectMany(s => s.Parked).GroupBy(p => p.Consumer, p => p.Count)
            .Select(counts => new Measurement<long>(counts.Sum(), new KeyValuePair<string, object?>("consumer", counts.Key)));
}
