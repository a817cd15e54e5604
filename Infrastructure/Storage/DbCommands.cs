using System.Data.Common;

namespace Collab.Infrastructure.Storage;

internal static class DbCommands
{
    /// <summary>Adds a named parameter.</summary>
    public static void AddParameter(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    /// <summary>The rows of plain SELECTs, one after another, in one round trip.</summary>
    public static async Task<List<T>> RowsAsync<T>(this DbConnection connection, string text, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        if (text.Length == 0)
            return rows;
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await using var reader = await command.ExecuteReaderAsync(ct);
        do
        {
            while (await reader.ReadAsync(ct))
                rows.Add(read(reader));
        }
        while (await reader.NextResultAsync(ct));
        return rows;
    }

    /// <summary>The rows of one SELECT of several; the reader goes on to the next.</summary>
    public static async Task<List<T>> TakeAsync<T>(this DbDataReader reader, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(read(reader));
        await reader.NextResultAsync(ct);
        return rows;
    }

    /// <summary>An instant of a column that may be empty.</summary>
    public static DateTimeOffset? InstantOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant.FromStored(reader.GetInt64(column));

    /// <summary>A text of a column that may be empty.</summary>
    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
