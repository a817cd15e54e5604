using System.Security.Cryptography;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Storage;

/// <summary>What the directory says of the installation as a whole.</summary>
/// <param name="Id">Tells its databases from those of another installation.</param>
/// <param name="Shards">The number of each shard, by name.</param>
/// <param name="Map">Which bucket lies where.</param>
internal sealed record Installation(string Id, IReadOnlyDictionary<string, int> Shards, ShardMap Map)
{
    /// <summary>Reads the installation, making a new one in an empty directory. Of nodes that start at once, one makes it.</summary>
    public static async Task<Installation> ClaimAsync(Database<DirectoryContext> directory, IReadOnlyList<string> shardNames, CancellationToken ct)
    {
        var claimed = await directory.WriteAsync<Installation>(
            async context =>
            {
                var id = await LockAsync(context, directory.Sql, ct);
                var shards = await NameShardsAsync(context, shardNames, ct);
                return new Installation(id.InstallationId, shards, await MapAsync(context, id.MapVersion, shards, shardNames, ct));
            },
            ct);
        return claimed.Value;
    }

    /// <summary>True when it was made already: then its map is there, and a shard that is away has its data.</summary>
    public static Task<bool> IsMadeAsync(Database<DirectoryContext> directory, CancellationToken ct) =>
        directory.ReadAsync(context => context.BucketMap.AnyAsync(ct), ct);

    private static async Task<InstallationRow> LockAsync(DirectoryContext context, SqlDialect sql, CancellationToken ct)
    {
        if (await FindLockedAsync(context, sql, ct) is { } existing)
            return existing;
        var proposed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await context.Database.ExecuteSqlRawAsync(
            sql.InsertOrIgnore + " installation (only_one, installation_id, map_version) VALUES (1, {0}, 1)", [proposed], ct);
        return await FindLockedAsync(context, sql, ct) ?? throw new InvalidOperationException("The installation was not kept.");
    }

    private static async Task<InstallationRow?> FindLockedAsync(DirectoryContext context, SqlDialect sql, CancellationToken ct) =>
        (await context.Installations.FromSqlRaw("SELECT * FROM installation WHERE only_one = 1" + sql.ForUpdate).ToListAsync(ct)).SingleOrDefault();

    private static async Task<IReadOnlyDictionary<string, int>> NameShardsAsync(DirectoryContext context, IReadOnlyList<string> wanted, CancellationToken ct)
    {
        var known = await context.ShardNames.ToDictionaryAsync(s => s.Name, s => s.ShardId, StringComparer.Ordinal, ct);
        var next = known.Count == 0 ? 0 : known.Values.Max() + 1;
        foreach (var name in wanted.Where(name => !known.ContainsKey(name)).ToArray())
        {
            known[name] = next;
            context.Add(new ShardNameRow { ShardId = next++, Name = name });
        }

        return known;
    }

    private static async Task<ShardMap> MapAsync(
        DirectoryContext context, long version, IReadOnlyDictionary<string, int> shards, IReadOnlyList<string> configured, CancellationToken ct)
    {
        var stored = await context.BucketMap.OrderBy(r => r.Bucket).Select(r => r.ShardId).ToListAsync(ct);
        if (stored.Count > 0)
        {
            RefuseMissing(stored, shards, configured);
            return new ShardMap(version, stored);
        }

        var map = ShardMap.Even([.. configured.Select(name => shards[name])]);
        context.AddRange(Enumerable.Range(0, Bucket.Count).Select(i => new Bucket((short)i)).Select(b => new BucketMapRow { Bucket = b, ShardId = map[b] }));
        return map;
    }

    private static void RefuseMissing(IReadOnlyCollection<int> mapped, IReadOnlyDictionary<string, int> shards, IReadOnlyList<string> configured)
    {
        foreach (var (name, id) in shards)
        {
            if (mapped.Contains(id) && !configured.Contains(name))
            {
                throw new StorageSettingsException(
                    $"The shard map puts {mapped.Count(m => m == id)} buckets on the shard {name}, which Collab:Storage:Shards does not name. "
                    + "Name it again, with the connection string that it had.");
            }
        }
    }
}
