using System.Data.Common;
using Collab.Domain.Health;
using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Health;

internal sealed class PartProbe(Database<DirectoryContext> directory, ShardRouter router, IEventBus bus) : IPartProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<PartView>> AskAsync(CancellationToken ct) =>
        await Task.WhenAll(
            [
                AskAsync(directory, PartKind.Directory, ct),
                .. router.All.Select(shard => AskAsync(shard.Database, PartKind.Shard, ct)),
                Task.FromResult(new PartView(bus is RedisBus ? "redis" : "in-process", PartKind.Bus, bus is not RedisBus redis || redis.IsConnected, null)),
            ]);

    private static async Task<PartView> AskAsync<TContext>(Database<TContext> database, PartKind kind, CancellationToken ct)
        where TContext : DbContext
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            // Off the caller's thread: SQLite works synchronously, and a driver may take longer than anybody waits.
            await Task.Run(() => database.ReadAsync(c => c.Database.SqlQueryRaw<int>("SELECT 1 AS Value").ToListAsync(ct), ct), ct).WaitAsync(Patience, ct);
            return new PartView(database.Address.Name, kind, true, Math.Round(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, 1));
        }
        catch (Exception error) when (error is DbException || EventFaults.IsOutage(error))
        {
            return new PartView(database.Address.Name, kind, false, null);
        }
    }
}
