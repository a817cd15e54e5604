using System.Data.Common;
using System.Globalization;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Storage;

/// <summary>
/// The one source of schema for both dialects. A database carries the numbers of the migrations that were done, and the
/// oldest code that may run on the result; so nodes of neighbouring versions run side by side, and others refuse to start.
/// </summary>
public sealed class SchemaMigrator
{
    /// <summary>Marks migrations of the directory.</summary>
    public const string DirectoryTag = "directory";

    /// <summary>Marks migrations of shards.</summary>
    public const string ShardTag = "shard";

    /// <summary>The schemas that this code runs on, by tag: what its migrations lead to.</summary>
    public static SchemaRange RangeOf(string tag) => SchemaPlan.For(tag).Range;

    /// <summary>The number of the database's newest migration; 0 when it is empty.</summary>
    public static async Task<long> ReadVersionAsync(DatabaseAddress address, CancellationToken ct) => (await SchemaState.ReadAsync(address, ct)).Version;

    /// <summary>Brings a database up to the newest schema of this code, short of what takes something away.</summary>
    public static Task MigrateAsync(DatabaseAddress address, string tag, CancellationToken ct) =>
        MigrateAsync(address, SchemaPlan.For(tag), contracts: false, null, ct);

    /// <summary>
    /// Does the migrations of a plan that are not done yet, each recorded when it is. Safe to call from several nodes at
    /// once on a server; over files the caller holds the <see cref="FolderLock"/>. A process that dies in the middle
    /// leaves what the next call goes on with.
    /// </summary>
    /// <param name="address">The database.</param>
    /// <param name="plan">The migrations.</param>
    /// <param name="contracts">Also those that take something away.</param>
    /// <param name="progress">Told of each migration as it begins.</param>
    /// <param name="ct">Heard between migrations.</param>
    public static Task MigrateAsync(DatabaseAddress address, SchemaPlan plan, bool contracts, IProgress<SchemaProgress>? progress, CancellationToken ct) =>
        MigrateAsync(address, plan, contracts, null, progress, ct);

    /// <summary>The same for who holds the database for a reason.</summary>
    internal static async Task MigrateAsync(
        DatabaseAddress address, SchemaPlan plan, bool contracts, string? ownHold, IProgress<SchemaProgress>? progress, CancellationToken ct)
    {
        await using var guard = await LockAsync(address, ct);
        var state = await SchemaState.ReadAsync(address, ct);
        if (state.TooNewFor(address.Name, plan, ownHold) is { } refusal)
            throw new StorageSettingsException(refusal);
        var done = plan.Steps.Where(s => state.Applied.Contains(s.Number)).Select(s => s.OldestCode);
        await SchemaFloor.EnsureAsync(guard, done.DefaultIfEmpty(state.OldestCode).Max(), ct);
        SchemaStep[] due = [.. plan.Steps.Where(s => !state.Applied.Contains(s.Number) && (contracts || !s.Contracts))];
        if (due.Length == 0)
            return;
        using var steps = new SchemaRunner(address, plan);
        for (var i = 0; i < due.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            progress?.Report(new SchemaProgress(address.Name, due[i], i + 1, due.Length));
            await SchemaFloor.RaiseAsync(guard, due[i].OldestCode, ct);
            steps.Apply(due[i]);
        }
    }

    /// <summary>Throws with what to run when the database is outside the usable range.</summary>
    public static async Task CheckAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        if ((await SchemaState.ReadAsync(address, ct)).FaultFor(address.Name, SchemaPlan.For(tag)) is { } fault)
            throw new StorageSettingsException(fault);
    }

    // FluentMigrator takes no lock of its own: two nodes that start on an empty database would both create its tables.
    private static async Task<DbConnection> LockAsync(DatabaseAddress address, CancellationToken ct)
    {
        var connection = SchemaConnection.Of(address);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        if (address.Dialect == DatabaseDialect.Sqlite)
        {
            // WAL is a property of the file and cannot be set inside a transaction, as migrations run.
            command.CommandText = "PRAGMA journal_mode = WAL";
            if (await command.ExecuteScalarAsync(ct) as string is not "wal")
                throw new StorageSettingsException($"The file of {address.Name} cannot be written in WAL mode. Put the data folder on a local disk.");
            return connection;
        }

        command.CommandText = "SELECT GET_LOCK(CONCAT('collab_migrate_', DATABASE()), 60)";
        command.CommandTimeout = 70;
        return Convert.ToInt32(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) == 1
            ? connection
            : throw new StorageSettingsException($"Another node has been changing the schema of {address.Name} for over a minute. Look at it, then start again.");
    }
}
