using System.Collections.Concurrent;
using Collab.Domain.Shared;

namespace Collab.Infrastructure.Limits;

/// <summary>Permits in the memory of this process. A key whose permits are all back is forgotten.</summary>
internal sealed class LocalPermits(TimeProvider time) : ISharedPermits
{
    private const int SweepAbove = 100_000;

    private readonly ConcurrentDictionary<(string Name, string Key), Stock> _stocks = new();

    public Task<Result<Done>> TakeAsync(string key, PermitRule rule, CancellationToken ct) => Task.FromResult(Take(key, rule));

    public Task GiveBackAsync(string key, PermitRule rule, CancellationToken ct)
    {
        if (_stocks.TryGetValue((rule.Name, key), out var stock))
        {
            lock (stock)
                stock.Permits = Math.Min(rule.Capacity, stock.Permits + 1);
        }

        return Task.CompletedTask;
    }

    private Result<Done> Take(string key, PermitRule rule)
    {
        if (_stocks.Count > SweepAbove)
            Sweep();
        var now = time.GetUtcNow();
        var stock = _stocks.GetOrAdd((rule.Name, key), _ => new Stock { Permits = rule.Capacity, At = now });
        lock (stock)
        {
            stock.Permits = Math.Min(rule.Capacity, stock.Permits + (Max(TimeSpan.Zero, now - stock.At) / rule.Refill));
            stock.At = now;
            stock.FullAt = now + (rule.Refill * (rule.Capacity + 1 - stock.Permits));
            if (stock.Permits < 1)
                return new Error.TooMany(rule.Refill * (1 - stock.Permits));
            stock.Permits--;
            return Done.Value;
        }
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (key, stock) in _stocks)
        {
            if (stock.FullAt < now)
                _stocks.TryRemove(key, out _);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class Stock
    {
        public double Permits { get; set; }

        public DateTimeOffset At { get; set; }

        public DateTimeOffset FullAt { get; set; }
    }
}
