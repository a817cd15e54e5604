using Collab.Domain.Audit;
using Collab.Domain.Nodes;
using Collab.Domain.Shared;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Nodes;

/// <summary>
/// The registry in the directory. A node's row goes by the run's own name, the one that presence is told under. A run that
/// begins takes the place of its former self; where that was no former self but another node of the same name, the other
/// makes way: it goes on under a name that nobody else can have.
/// </summary>
internal sealed class NodeRegistry(Database<DirectoryContext> directory, NodeRun run, ShardRouter router, Troubles troubles, ILogger<NodeRegistry> log) : INodeRegistry
{
    private const int MaxName = 100;
    private const int MaxNodes = 200;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly string _run = run.Name;

    // Every row of this run's goes by it from then on.
    private string? _name;

    public async Task<bool> BeatAsync(NodeBeat beat, CancellationToken ct)
    {
        var name = _name;
        var asked = await directory.WriteAsync<bool>(
            async context =>
            {
                if (await RenewAsync(context, beat, ct) == 0)
                    await EnterAsync(context, beat, name = await NameAsync(context, beat.Name, ct), ct);
                return await context.Nodes.Where(n => n.NodeId == _run).Select(n => n.DrainAsked).SingleAsync(ct);
            },
            ct);
        if (name != _name && name != beat.Name)
            log.LogWarning("Another node is called {Name} as well, so this one is listed as {Other}. Give each node a Collab__NodeName of its own.", beat.Name, name);
        _name = name;
        return asked.Value;
    }

    public Task LeaveAsync(CancellationToken ct) =>
        directory.WriteAsync(context => context.Nodes.Where(n => n.NodeId == _run).ExecuteDeleteAsync(ct), ct);

    public async Task<IReadOnlyList<NodeView>> ListAsync(CancellationToken ct)
    {
        var (now, rows) = await ReadAsync(ct);
        return [.. rows.Select(row => View(row, now)).OrderBy(n => n.Name, StringComparer.Ordinal)];
    }

    public async Task<Result<Done>> AskToDrainAsync(string name, bool isWanted, AuditEntry? entry, CancellationToken ct) =>
        await directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Nodes.Where(n => n.Name == name).ExecuteUpdateAsync(set => set.SetProperty(n => n.DrainAsked, isWanted), ct) == 0)
                    return new Error.NotFound();
                if (entry is not null)
                    context.Add(AuditEntryRow.From(entry));
                return Done.Value;
            },
            ct);

    /// <summary>The runs in the registry, and whether each was heard of lately.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> RunsAsync(CancellationToken ct)
    {
        var (now, rows) = await ReadAsync(ct);
        return rows.ToDictionary(row => row.NodeId, row => View(row, now).IsAlive);
    }

    private Task<int> RenewAsync(DirectoryContext context, NodeBeat beat, CancellationToken ct) =>
        context.Database.ExecuteSqlRawAsync(
            "UPDATE node SET heartbeat_at = " + directory.Sql.Now + ", state = {0}, circuits = {1}, hub_clients = {2}, map_version = {3}, troubles = {4} WHERE node_id = {5}",
            [(int)beat.State, beat.Circuits, beat.HubClients, router.MapVersion, Told(troubles.All), _run],
            ct);

    // Who was in the registry and finds the name taken by one that lives has a namesake. Both taking it again and again would
    // hide each of them from the other, and from whoever wants to drain one.
    private async Task<string> NameAsync(DirectoryContext context, string name, CancellationToken ct)
    {
        if (_name is null)
            return name;
        var namesakes = await context.Database.SqlQueryRaw<long>(
            "SELECT COUNT(*) AS Value FROM node WHERE name = {0} AND node_id <> {1} AND heartbeat_at > " + directory.Sql.Now + " - {2}",
            name, _run, (long)NodeView.Patience.TotalMicroseconds).ToListAsync(ct);
        var own = $" ({_run[^6..]})";
        return namesakes[0] == 0 ? name : string.Concat(name.AsSpan(0, Math.Min(name.Length, MaxName - own.Length)), own);
    }

    // A node that comes back after a crash takes the place of its former self.
    private async Task EnterAsync(DirectoryContext context, NodeBeat beat, string name, CancellationToken ct)
    {
        await context.Database.ExecuteSqlRawAsync(
            "DELETE FROM node WHERE name = {0} OR heartbeat_at < " + directory.Sql.Now + " - {1}", [name, (long)Remembered.TotalMicroseconds], ct);
        await context.Database.ExecuteSqlRawAsync(
            "INSERT INTO node (node_id, name, address, version, directory_schema, shard_schema, started_at, heartbeat_at, state, drain_asked, circuits, hub_clients, "
            + "map_version, troubles) VALUES ({0}, {1}, {2}, {3}, {4}, {5}, " + directory.Sql.Now + ", " + directory.Sql.Now + ", {6}, {7}, {8}, {9}, {10}, {11})",
            [
                _run, name, beat.Address, beat.Version, SchemaMigrator.RangeOf(SchemaMigrator.DirectoryTag).Newest,
                SchemaMigrator.RangeOf(SchemaMigrator.ShardTag).Newest, (int)beat.State, false, beat.Circuits, beat.HubClients, router.MapVersion, Told(troubles.All),
            ],
            ct);
    }

    private Task<(long Now, List<NodeRow> Rows)> ReadAsync(CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                // The clock first: a sign of life in between makes a row younger, never older.
                var now = (await context.Database.SqlQueryRaw<long>("SELECT " + directory.Sql.Now + " AS Value").ToListAsync(ct))[0];
                return (now, await context.Nodes.OrderByDescending(n => n.HeartbeatAt).Take(MaxNodes).ToListAsync(ct));
            },
            ct);

    private static string Told(IReadOnlyList<string> troubles)
    {
        var told = string.Join(',', troubles);
        return told.Length <= 1000 ? told : told[..told.LastIndexOf(',', 999)];
    }

    private static NodeView View(NodeRow row, long now) =>
        new(row.Name, row.Address, row.Version, (row.DirectorySchema, row.ShardSchema), (NodeState)row.State, row.DrainAsked,
            Between(row.StartedAt, now), Between(row.HeartbeatAt, now), row.Circuits, row.HubClients, row.MapVersion,
            row.Troubles.Split(',', StringSplitOptions.RemoveEmptyEntries));

    private static TimeSpan Between(long from, long to) => TimeSpan.FromMicroseconds(Math.Max(0, to - from));
}
