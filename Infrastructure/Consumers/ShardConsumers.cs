using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Consumers;

/// <summary>All consumers on one shard: keeps the leases, hears what happens, and has those work that this node works for.</summary>
internal sealed class ShardConsumers
{
    private const int RetriesPerStep = 50;
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(10);

    private readonly Shard _shard;
    private readonly TimeProvider _time;
    private readonly CursorSweep _sweep;
    private readonly ConsumerFigures _figures;
    private OutboxTail? _tail;
    private IReadOnlyDictionary<string, long> _parked = new Dictionary<string, long>();
    private DateTimeOffset _countAt;

    public ShardConsumers(Shard shard, IEnumerable<IEventConsumer> consumers, ConsumerParts parts)
    {
        (_shard, _time) = (shard, parts.Time);
        _sweep = new CursorSweep(shard, parts);
        _figures = new ConsumerFigures(shard, parts);
        Runs = [.. consumers.Select(consumer => new ConsumerRun(shard, consumer, parts))];
    }

    public string ShardName => _shard.Name;

    public IReadOnlyList<ConsumerRun> Runs { get; }

    /// <summary>True while streams are compared with cursors.</summary>
    public bool IsSweeping => _sweep.IsGoing;

    /// <summary>
    /// How many events were parked a moment ago, for each consumer that this node works for. What cannot be brought to the
    /// directory has no node of its own: whoever works for the first consumer tells of it.
    /// </summary>
    public IReadOnlyList<(string Consumer, long Count)> Parked =>
    [
        .. Runs.Where(r => r.Lease.IsHeld).Select(r => r.Name).Concat(Runs is [{ Lease.IsHeld: true }, ..] ? [HandoffCollector.Name] : [])
            .Select(name => (name, _parked.GetValueOrDefault(name))),
    ];

    /// <summary>One step: keeps leases, reads what is new, sweeps on, and starts the work, for which it does not wait.</summary>
    public async Task StepAsync(CancellationToken ct)
    {
        var held = await KeepLeasesAsync(ct);
        if (held.Count == 0)
        {
            _tail = null;
            return;
        }

        foreach (var occurrence in await (_tail ??= new OutboxTail(_shard, _time)).ReadAsync(ct))
        {
            foreach (var run in held)
                run.Note(occurrence);
        }

        await CountParkedAsync(ct);
        await _sweep.StepAsync(held, ct);
        foreach (var run in held)
            run.IsCatchingUp &= _sweep.IsGoing;
        var retries = await RetriesAsync(held, ct);
        foreach (var run in held)
            run.Start([.. retries.Where(r => r.Consumer == run.Name)], ct);
    }

    /// <summary>Waits until the work that was started is done.</summary>
    public Task SettleAsync() => Task.WhenAll(Runs.Select(r => r.Work));

    /// <summary>Ends the work and gives the leases back.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        await SettleAsync();
        foreach (var run in Runs)
            await run.Lease.ReleaseAsync(ct);
    }

    private async Task<List<ConsumerRun>> KeepLeasesAsync(CancellationToken ct)
    {
        var held = new List<ConsumerRun>();
        foreach (var run in Runs)
        {
            // What was left out for want of room is found by looking at all streams again, as after taking over.
            if (await run.Lease.KeepAsync(run.Report, ct) || run.Backlog.TakeOverflow())
            {
                run.IsCatchingUp = true;
                _sweep.Begin();
            }

            if (run.Lease.IsHeld)
                held.Add(run);
            else
                run.Backlog.Clear();
        }

        return held;
    }

    private async Task CountParkedAsync(CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        if (now < _countAt)
            return;
        _parked = await _figures.CountParkedAsync(ct);
        _countAt = now + CountInterval;
    }

    private Task<List<ParkedEventRow>> RetriesAsync(List<ConsumerRun> held, CancellationToken ct)
    {
        string[] names = [.. held.Select(h => h.Name)];
        return _shard.Database.ReadAsync(
            c => c.ParkedEvents.Where(p => p.RetryRequestedAt != null && names.Contains(p.Consumer)).OrderBy(p => p.RetryRequestedAt).Take(RetriesPerStep).ToListAsync(ct), ct);
    }
}
