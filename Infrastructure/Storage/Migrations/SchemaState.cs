using System.Data.Common;
using System.Globalization;
using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>Where a database's schema stands, as the database itself says.</summary>
/// <param name="Applied">The numbers of the migrations that were done to their end.</param>
/// <param name="OldestCode">Code that knows no schema as new as this must not run on it.</param>
/// <param name="Hold">Why nobody may run on it at the moment; null when somebody may.</param>
public sealed record SchemaState(IReadOnlySet<long> Applied, long OldestCode, string? Hold)
{
    /// <summary>The number of the newest migration; 0 when the database is empty.</summary>
    public long Version => Applied.Count == 0 ? 0 : Applied.Max();

    /// <summary>Reads it; an empty database is at 0.</summary>
    public static async Task<SchemaState> ReadAsync(DatabaseAddress address, CancellationToken ct)
    {
        await using var connection = SchemaConnection.Of(address);
        await connection.OpenAsync(ct);
        var applied = new HashSet<long>();
        if (await HasTableAsync(connection, address.Dialect, "VersionInfo", ct))
            await ReadAppliedAsync(connection, applied, ct);
        var newest = applied.Count == 0 ? 0 : applied.Max();
        if (!await HasTableAsync(connection, address.Dialect, SchemaFloor.Table, ct))
            return new SchemaState(applied, newest, null);
        var (oldest, hold) = await SchemaFloor.ReadAsync(connection, ct);
        return new SchemaState(applied, oldest ?? newest, hold);
    }

    /// <summary>True when something is not there yet that code of the plan needs.</summary>
    public bool Lacks(SchemaPlan plan) => plan.Steps.Any(s => !s.Contracts && !Applied.Contains(s.Number));

    /// <summary>What keeps code of a plan from running on the database, with what to do; null when nothing does.</summary>
    public string? FaultFor(string name, SchemaPlan plan)
    {
        if (TooNewFor(name, plan) is { } tooNew)
            return tooNew;
        return Lacks(plan)
            ? $"The database {name} has schema {Version}, and this version of Collab needs {plan.Range}. Run: ./dev db migrate"
            : null;
    }

    /// <summary>What keeps code of a plan from even migrating the database; null when nothing does. Who holds it may give the reason.</summary>
    public string? TooNewFor(string name, SchemaPlan plan, string? ownHold = null)
    {
        if (Hold is not null && Hold != ownHold)
            return $"The database {name} is not ready: {Hold}.";
        return OldestCode > plan.Range.Newest
            ? $"The database {name} has schema {Version}, made by a newer version of Collab for versions that know schema {OldestCode}; this one knows up to {plan.Range.Newest}. "
                + "Start the newer version, or restore a backup."
            : null;
    }

    private static async Task ReadAppliedAsync(DbConnection connection, HashSet<long> applied, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Version FROM VersionInfo";
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            applied.Add(reader.GetInt64(0));
    }

    private static async Task<bool> HasTableAsync(DbConnection connection, DatabaseDialect dialect, string table, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = dialect == DatabaseDialect.Sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name"
            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = @name";
        command.AddParameter("@name", table);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) > 0;
    }
}
