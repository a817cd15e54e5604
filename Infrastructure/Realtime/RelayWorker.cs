using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Realtime;

/// <summary>Once a second, brings this node what the bus has lost: one indexed read per shard, whatever the number of people.</summary>
internal sealed class RelayWorker(ShardRouter router, IEventBus bus, InProcessBus local, TimeProvider time, ILogger<RelayWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var relays = new ConcurrentDictionary<int, OutboxRelay>();
        FindShards(relays);
        using var subscription = bus.Subscribe(notice => Note(relays, notice), () => { });
        using var meter = new Meter("Collab");
        meter.CreateObservableGauge(
            "collab.outbox.lag", () => relays.Values.Select(r => r.Behind.TotalSeconds).DefaultIfEmpty().Max(), "s", "How long ago the slowest shard's outbox was read to its end.");
        using var timer = new PeriodicTimer(Interval, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            FindShards(relays);
            await Task.WhenAll(relays.Select(r => RelayAsync(r.Key, r.Value, stoppingToken)));
        }
    }

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

    // One may be added while the node runs.
    private void FindShards(ConcurrentDictionary<int, OutboxRelay> relays)
    {
        foreach (var shard in router.All)
            relays.GetOrAdd(shard.Id, _ => new OutboxRelay(shard, time));
    }

    // Of a shard that is not looked at yet, the event comes once more, which changes nothing.
    private void Note(ConcurrentDictionary<int, OutboxRelay> relays, Notice notice)
    {
        if (notice is DomainEvent happened && relays.TryGetValue(router.For(happened.Stream).Id, out var relay))
            relay.Seen(happened);
    }

    private async Task RelayAsync(int shard, OutboxRelay relay, CancellationToken ct)
    {
        if (router.All.Any(s => s.Id == shard && s.Database.Reach.IsAway))
            return;
        try
        {
            while (await relay.ReadMissedAsync(ct) is { Count: > 0 } missed)
            {
                foreach (var happened in missed)
                    local.Deliver(happened);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops.
        }
#pragma warning disable CA1031 // A shard that is away must not end the relay of the others; the next tick tries again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.LogWarning("The outbox of shard {Shard} could not be read: {Error}", shard, error.GetType().Name);
        }
    }
}
