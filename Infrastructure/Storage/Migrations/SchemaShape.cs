using System.Globalization;
using System.Security.Cryptography;
using Collab.Domain.Shared.Storage;
using Microsoft.Data.Sqlite;

namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>What tables a database has, told the same way for both dialects.</summary>
/// <param name="Tables">By name.</param>
public sealed record SchemaShape(IReadOnlyDictionary<string, SchemaShape.Table> Tables)
{
    private static readonly string[] Bookkeeping = ["VersionInfo", SchemaFloor.Table];

    /// <summary>The shape that a plan leads to: that of a fresh database in memory. What is to be taken away may be there still.</summary>
    public static async Task<SchemaShape> OfAsync(SchemaPlan plan, SchemaState state, CancellationToken ct)
    {
        var name = $"Data Source=file:collab-shape-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}?mode=memory&cache=shared";
        // It lives as long as a connection to it is open.
        await using var memory = new SqliteConnection(name);
        await memory.OpenAsync(ct);
        var address = new DatabaseAddress(plan.Tag, DatabaseDialect.Sqlite, name);
        using var steps = new SchemaRunner(address, plan);
        foreach (var step in plan.Steps.Where(s => !s.Contracts || state.Applied.Contains(s.Number)))
            steps.Apply(step);
        return await ReadAsync(memory, DatabaseDialect.Sqlite, ct);
    }

    /// <summary>The shape of a database as it is.</summary>
    public static async Task<SchemaShape> ReadAsync(DatabaseAddress address, CancellationToken ct)
    {
        await using var connection = SchemaConnection.Of(address);
        await connection.OpenAsync(ct);
        return await ReadAsync(connection, address.Dialect, ct);
    }

    /// <summary>
    /// What is missing, or stands in the way of code that expects this shape, one line each. More tables, indexes and
    /// columns that need no value are a newer version's, and no fault.
    /// </summary>
    public IEnumerable<string> FaultsOf(SchemaShape actual)
    {
        foreach (var (name, expected) in Tables)
        {
            if (!actual.Tables.TryGetValue(name, out var found))
                yield return $"the table {name} is missing";
            else
                foreach (var fault in expected.FaultsOf(name, found))
                    yield return fault;
        }
    }

    private static async Task<SchemaShape> ReadAsync(System.Data.Common.DbConnection connection, DatabaseDialect dialect, CancellationToken ct)
    {
        var tables = dialect == DatabaseDialect.Sqlite ? await SqliteShape.ReadAsync(connection, ct) : await MySqlShape.ReadAsync(connection, ct);
        return new SchemaShape(tables.Where(t => !Bookkeeping.Contains(t.Key)).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>One table.</summary>
    /// <param name="Columns">By name.</param>
    /// <param name="Key">The columns of its primary key, in order.</param>
    /// <param name="Indexes">By name.</param>
    public sealed record Table(IReadOnlyDictionary<string, Column> Columns, IReadOnlyList<string> Key, IReadOnlyDictionary<string, Index> Indexes)
    {
        internal IEnumerable<string> FaultsOf(string table, Table actual)
        {
            foreach (var (name, expected) in Columns)
            {
                if (!actual.Columns.TryGetValue(name, out var found))
                    yield return $"{table}: the column {name} is missing";
                else if (found.Kind != expected.Kind)
                    yield return $"{table}: the column {name} holds {found.Kind}, not {expected.Kind}";
                else if (found.IsRequired != expected.IsRequired)
                    yield return $"{table}: the column {name} is {(found.IsRequired ? "required" : "optional")}";
            }

            foreach (var (name, column) in actual.Columns.Where(c => !Columns.ContainsKey(c.Key) && c.Value is { IsRequired: true, HasDefault: false }))
                yield return $"{table}: the column {name} is not known here and needs a value";
            if (!Key.SequenceEqual(actual.Key))
                yield return $"{table}: the primary key is ({string.Join(", ", actual.Key)}), not ({string.Join(", ", Key)})";
            foreach (var (name, expected) in Indexes)
            {
                if (!actual.Indexes.TryGetValue(name, out var found))
                    yield return $"{table}: the index {name} is missing";
                else if (found.IsUnique != expected.IsUnique || !found.Columns.SequenceEqual(expected.Columns))
                    yield return string.Create(CultureInfo.InvariantCulture, $"{table}: the index {name} is {found}, not {expected}");
            }
        }
    }

    /// <summary>One column.</summary>
    public sealed record Column(string Kind, bool IsRequired, bool HasDefault);

    /// <summary>One index.</summary>
    public sealed record Index(bool IsUnique, IReadOnlyList<string> Columns)
    {
        /// <inheritdoc />
        public override string ToString() => $"{(IsUnique ? "unique " : "")}({string.Join(", ", Columns)})";
    }
}
