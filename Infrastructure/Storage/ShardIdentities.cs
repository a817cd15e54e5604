using Collab.Infrastructure.Sharding;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Storage;

/// <summary>Makes sure that each shard's database is that shard's: a swapped or copied one would split and mix what people wrote.</summary>
internal static class ShardIdentities
{
    public static async Task CheckAsync(string installation, IReadOnlyList<Shard> shards, CancellationToken ct)
    {
        var found = new List<(Shard Shard, Identity Identity)>();
        // One after the other: of two names for one database, the first marks it and the second sees the mark.
        foreach (var shard in shards)
            found.Add((shard, await MarkAsync(installation, shard, ct)));
        foreach (var (shard, identity) in found)
        {
            if (identity.InstallationId != installation)
            {
                throw new StorageSettingsException(
                    $"The database {shard.Name} belongs to another installation of Collab. Point Collab:Storage:Shards at this installation's own databases.");
            }

            if (identity.ShardId != shard.Id)
                throw new StorageSettingsException(Mismatch(shard, identity, found));
        }
    }

    private static string Mismatch(Shard shard, Identity identity, IReadOnlyList<(Shard Shard, Identity Identity)> found)
    {
        var twin = found.FirstOrDefault(f => f.Shard != shard && f.Identity.ShardId == identity.ShardId).Shard;
        if (twin is not null)
        {
            return $"The shards {twin.Name} and {shard.Name} hold the same data: they are one database, or one is a copy of the other. "
                + "Give each of Collab:Storage:Shards a database of its own.";
        }

        var owner = found.FirstOrDefault(f => f.Shard.Id == identity.ShardId).Shard;
        return owner is null
            ? $"The database given for {shard.Name} is that of shard number {identity.ShardId}, which Collab:Storage:Shards does not name. Mend its connection string."
            : $"The database given for {shard.Name} is that of {owner.Name}. Are the two swapped in Collab:Storage:Shards?";
    }

    private static async Task<Identity> MarkAsync(string installation, Shard shard, CancellationToken ct)
    {
        var existing = await ReadAsync(shard, ct);
        if (existing is not null)
            return existing;
        await shard.Database.WriteAsync(
            context => context.Database.ExecuteSqlRawAsync(
                shard.Database.Sql.InsertOrIgnore + " shard_identity (only_one, installation_id, shard_id) VALUES (1, {0}, {1})", [installation, shard.Id], ct),
            ct);
        return await ReadAsync(shard, ct) ?? throw new InvalidOperationException($"The shard {shard.Name} forgot its identity.");
    }

    private static Task<Identity?> ReadAsync(Shard shard, CancellationToken ct) =>
        shard.Database.ReadAsync(
            async context => (await context.Database
                .SqlQuery<Identity>($"SELECT installation_id AS InstallationId, shard_id AS ShardId FROM shard_identity WHERE only_one = 1")
                .ToListAsync(ct)).FirstOrDefault(),
            ct);

    private sealed record Identity(string InstallationId, int ShardId);
}
