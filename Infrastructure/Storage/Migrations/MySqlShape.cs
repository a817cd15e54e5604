using System.Data.Common;
using System.Globalization;

namespace Collab.Infrastructure.Storage.Migrations;

internal static class MySqlShape
{
    public static async Task<IReadOnlyDictionary<string, SchemaShape.Table>> ReadAsync(DbConnection connection, CancellationToken ct)
    {
        var columns = await connection.ListAsync(
            """
            SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
            WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position
            """,
            r => (Table: r.GetString(0), Name: r.GetString(1), Column: new SchemaShape.Column(KindOf(r.GetString(2)), r.GetString(3) == "NO", !r.IsDBNull(4))), ct);
        var indexes = await connection.ListAsync(
            "SELECT table_name, index_name, non_unique, column_name FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index",
            r => (Table: r.GetString(0), Name: r.GetString(1), Unique: Convert.ToInt64(r.GetValue(2), CultureInfo.InvariantCulture) == 0, Column: r.GetString(3)), ct);
        return columns.GroupBy(c => c.Table).ToDictionary(
            t => t.Key,
            t => new SchemaShape.Table(
                t.ToDictionary(c => c.Name, c => c.Column, StringComparer.Ordinal),
                [.. indexes.Where(i => i.Table == t.Key && i.Name == "PRIMARY").Select(i => i.Column)],
                indexes.Where(i => i.Table == t.Key && i.Name != "PRIMARY").GroupBy(i => i.Name)
                    .ToDictionary(i => i.Key, i => new SchemaShape.Index(i.First().Unique, [.. i.Select(c => c.Column)]), StringComparer.Ordinal)),
            StringComparer.Ordinal);
    }

    private static string KindOf(string type) =>
        type switch
        {
            "tinyint" or "smallint" or "mediumint" or "int" or "bigint" => "numbers",
            "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" => "texts",
            "binary" or "varbinary" or "blob" or "mediumblob" or "longblob" => "bytes",
            _ => type,
        };
}
