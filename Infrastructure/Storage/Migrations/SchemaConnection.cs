using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Collab.Infrastructure.Storage.Migrations;

internal static class SchemaConnection
{
    public static DbConnection Of(DatabaseAddress address) =>
        address.Dialect == DatabaseDialect.Sqlite ? new SqliteConnection(address.ConnectionString) : new MySqlConnection(address.ConnectionString);

    public static async Task<int> ExecuteAsync(this DbConnection connection, string statement, CancellationToken ct, params IEnumerable<(string Name, object? Value)> parameters)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this folder, whose values are parameters.
        command.CommandText = statement;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.AddParameter(name, value);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<List<T>> ListAsync<T>(this DbConnection connection, string query, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Queries of this folder; names in them come from the database's own catalogue.
        command.CommandText = query;
#pragma warning restore CA2100
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(read(reader));
        return rows;
    }
}
