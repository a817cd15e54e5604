using System.Data.Common;
using System.Globalization;

namespace Collab.Infrastructure.Storage;

/// <summary>About how many rows statements would look at, by what the database's own planner knows; no row is looked at for it.</summary>
internal static class RowEstimate
{
    /// <summary>An estimate for each SELECT, in their order and in one round trip; null where the database does not say.</summary>
    public static async Task<long[]?> AskAsync(DbConnection connection, SqlDialect sql, IReadOnlyList<string> selects, CancellationToken ct)
    {
        if (sql.Explain is not { } explain)
            return null;
        await using var command = connection.CreateCommand();
        command.CommandText = string.Join("; ", selects.Select(select => $"{explain} {select}"));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var estimates = new long[selects.Count];
        for (var i = 0; i < estimates.Length; i++)
        {
            if (await ReadAsync(reader, ct) is not { } rows)
                return null;
            estimates[i] = rows;
            await reader.NextResultAsync(ct);
        }

        return estimates;
    }

    // A database that only speaks the protocol has a plan of its own form, without that column.
    private static async Task<long?> ReadAsync(DbDataReader reader, CancellationToken ct)
    {
        var column = Enumerable.Range(0, reader.FieldCount).FirstOrDefault(i => reader.GetName(i) == "rows", -1);
        if (column < 0 || !await reader.ReadAsync(ct))
            return null;
        // No table at all: the planner knows already that nothing is found.
        return await reader.IsDBNullAsync(column, ct) ? 0 : Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
    }
}
