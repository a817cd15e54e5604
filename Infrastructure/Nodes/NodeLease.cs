using System.Globalization;
using System.Security.Cryptography;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Nodes;

/// <summary>
/// This process's number among the nodes, on which the uniqueness of its ids rests. It is held for a minute at a time by
/// the directory's clock; a process that could not renew it in time knows by its own that it has lost it.
/// </summary>
internal sealed class NodeLease(Database<DirectoryContext> directory)
{
    /// <summary>How long a lease lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    // Ids may have run a little ahead of the clock, so a number rests before somebody else goes on with it.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // A lease is between real machines: real time, whatever clock the program is shown.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly string _holder = NodeHolder.New().ToString();
    private long _heldUntil;
    private int _node = -1;

    /// <summary>The number, 0–63; asking for it without a lease is a bug and throws.</summary>
    public int Node => _node >= 0 ? _node : throw new InvalidOperationException("No node number yet: start the storage first.");

    /// <summary>True while nobody else can have the number.</summary>
    public bool IsHeld => _node >= 0 && Clock.GetTimestamp() < Interlocked.Read(ref _heldUntil);

    public async Task ClaimAsync(CancellationToken ct)
    {
        var until = NewEnd();
        var claimed = await directory.WriteAsync(context => ClaimAsync(context, ct), ct);
        if (!claimed.TryGet(out var node, out var error))
            throw new StorageSettingsException(error.Message);
        (_node, _) = (node, Interlocked.Exchange(ref _heldUntil, until));
    }

    /// <summary>False when another process has taken the number.</summary>
    public async Task<bool> RenewAsync(CancellationToken ct)
    {
        var until = NewEnd();
        var renewed = await SetEndAsync(Length, ct);
        Interlocked.Exchange(ref _heldUntil, renewed ? until : 0);
        return renewed;
    }

    /// <summary>Tells which shard map this process goes by and which shards it knows; false when it holds no number.</summary>
    public async Task<bool> TellMapAsync(long version, string shards, CancellationToken ct) =>
        IsHeld && await WriteAsync(
            context => context.Database.ExecuteSqlRawAsync(
                "UPDATE node_lease SET map_version = {0}, shards = {1} WHERE node = {2} AND holder = {3}", [version, shards, _node, _holder], ct),
            ct);

    public async Task ReleaseAsync(CancellationToken ct)
    {
        if (_node < 0)
            return;
        Interlocked.Exchange(ref _heldUntil, 0);
        await SetEndAsync(Rest, ct);
    }

    private static long NewEnd() => Clock.GetTimestamp() + (long)((Length - Margin).TotalSeconds * Clock.TimestampFrequency);

    private async Task<Result<int>> ClaimAsync(DirectoryContext context, CancellationToken ct)
    {
        var now = await NowAsync(context, ct);
        var taken = await context.NodeLeases.FromSqlRaw("SELECT * FROM node_lease" + directory.Sql.ForUpdate).AsTracking().ToDictionaryAsync(r => r.Node, ct);
        int[] free = [.. Enumerable.Range(0, SnowflakeIdSource.Nodes).Where(n => !taken.TryGetValue(n, out var row) || row.ExpiresAt <= now)];
        if (free.Length == 0)
        {
            return new Error.Unavailable(
                "node.all_taken", $"All {SnowflakeIdSource.Nodes} node numbers are taken. Stop a node, or wait a minute if nodes have crashed, then start again.");
        }

        // At random: nodes that start at once seldom want the same, and a number that was just given back seldom comes again.
        var node = RandomNumberGenerator.GetItems(free, 1)[0];
        if (!taken.TryGetValue(node, out var lease))
            context.Add(lease = new NodeLeaseRow { Node = node });
        (lease.Holder, lease.ExpiresAt, lease.MapVersion, lease.Shards) = (_holder, now + (long)Length.TotalMicroseconds, null, null);
        return node;
    }

    // Not over the connections that people's acts take: when those are all taken, a healthy node must keep its number.
    private async Task<bool> SetEndAsync(TimeSpan fromNow, CancellationToken ct)
    {
        var writer = directory.Writer;
        if (writer is not null)
            await writer.WaitAsync(ct);
        try
        {
            return await directory.CommandAsync(async (connection, _, patience) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = string.Create(
                    CultureInfo.InvariantCulture,
                    $"UPDATE node_lease SET expires_at = {directory.Sql.Now} + {(long)fromNow.TotalMicroseconds} WHERE node = {_node} AND holder = @holder");
                command.AddParameter("@holder", _holder);
                return await command.ExecuteNonQueryAsync(patience) > 0;
            });
        }
        finally
        {
            writer?.Release();
        }
    }

    private async Task<bool> WriteAsync(Func<DirectoryContext, Task<int>> work, CancellationToken ct) =>
        (await directory.WriteAsync<bool>(async context => await work(context) > 0, ct)).Value;

    private async Task<long> NowAsync(DirectoryContext context, CancellationToken ct) =>
        (await context.Database.SqlQueryRaw<long>("SELECT " + directory.Sql.Now + " AS Value").ToListAsync(ct))[0];
}
