using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// Looks at each shard's server once a second, and at once when somebody could not reach it. One that does not answer is
/// marked away: its requests fail at once instead of waiting, and nobody else's wait behind them. When it answers again
/// this node's pages and programs are told to read what they missed.
/// </summary>
internal sealed class ShardWatch(ShardRouter router, StorageStartup startup, InProcessBus local, Troubles troubles, ILogger<ShardWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refused = TimeSpan.FromSeconds(30);

    /// <summary>Looks once; afterwards the shard is away or not.</summary>
    /// <returns>When to look again.</returns>
    public async Task<TimeSpan> LookAsync(Shard shard, ShardProbe probe, CancellationToken ct)
    {
        var failure = await probe.FailureAsync(ct);
        if (failure is not null)
        {
            if (shard.Database.Reach.Lose())
                log.LogError("The shard {Shard} does not answer: its places are temporarily unavailable. {Error}", shard.Name, failure);
            troubles.Begin(shard.Name);
            return Interval;
        }

        if (!shard.Database.Reach.IsAway)
            return Interval;
        if (startup.IsUnseen(shard) && !await TakeInAsync(shard, ct))
            return Refused;
        shard.Database.Reach.Regain();
        troubles.End(shard.Name);
        log.LogWarning("The shard {Shard} answers again.", shard.Name);
        local.ReportGap();
        return Interval;
    }

    // The time between real machines is real time, whatever clock the program is shown.
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var shard in router.All.Where(s => s.Database.Reach.IsAway))
        {
            troubles.Begin(shard.Name);
            log.LogError("The shard {Shard} does not answer at the start: its places are temporarily unavailable.", shard.Name);
        }

        return Task.WhenAll(router.All.Where(s => s.Database.Address.Dialect == DatabaseDialect.MySql).Select(shard => WatchAsync(shard, stoppingToken)));
    }

    private async Task WatchAsync(Shard shard, CancellationToken ct)
    {
        await using var probe = new ShardProbe(shard.Database.Address);
        try
        {
            for (var pause = Interval; ; pause = await LookAsync(shard, probe, ct))
                await shard.Database.Reach.WaitAsync(pause, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task<bool> TakeInAsync(Shard shard, CancellationToken ct)
    {
        try
        {
            await startup.TakeInAsync(shard, ct);
            return true;
        }
        catch (Exception error) when (error is StorageSettingsException or DbException)
        {
            log.LogError("The shard {Shard} answers, but cannot be used: {Error}", shard.Name, error.Message);
            return false;
        }
    }
}
