using System.Data.Common;

namespace Collab.Infrastructure.Storage.Migrations;

internal static class SqliteShape
{
    public static async Task<IReadOnlyDictionary<string, SchemaShape.Table>> ReadAsync(DbConnection connection, CancellationToken ct)
    {
        var tables = new Dictionary<string, SchemaShape.Table>(StringComparer.Ordinal);
        foreach (var name in await connection.ListAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", r => r.GetString(0), ct))
        {
            var columns = await connection.ListAsync(
                $"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{name}')",
                r => (Name: r.GetString(0), Kind: KindOf(r.GetString(1)), Required: r.GetInt64(2) == 1, Default: !r.IsDBNull(3), Key: r.GetInt64(4)), ct);
            tables[name] = new SchemaShape.Table(
                columns.ToDictionary(c => c.Name, c => new SchemaShape.Column(c.Kind, c.Required || c.Key > 0, c.Default), StringComparer.Ordinal),
                [.. columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Name)],
                await IndexesAsync(connection, name, ct));
        }

        return tables;
    }

    private static async Task<IReadOnlyDictionary<string, SchemaShape.Index>> IndexesAsync(DbConnection connection, string table, CancellationToken ct)
    {
        var indexes = new Dictionary<string, SchemaShape.Index>(StringComparer.Ordinal);
        // "c": made by CREATE INDEX; the others are keys' own.
        foreach (var (name, unique) in await connection.ListAsync(
            $"SELECT name, \"unique\" FROM pragma_index_list('{table}') WHERE origin = 'c'", r => (r.GetString(0), r.GetInt64(1) == 1), ct))
        {
            indexes[name] = new SchemaShape.Index(unique, await connection.ListAsync($"SELECT name FROM pragma_index_info('{name}') ORDER BY seqno", r => r.GetString(0), ct));
        }

        return indexes;
    }

    private static string KindOf(string type) =>
        type.Contains("INT", StringComparison.OrdinalIgnoreCase) ? "numbers"
        : type.Contains("TEXT", StringComparison.OrdinalIgnoreCase) || type.Contains("CHAR", StringComparison.OrdinalIgnoreCase) ? "texts"
        : type.Contains("BLOB", StringComparison.OrdinalIgnoreCase) ? "bytes"
        : type.ToLowerInvariant();
}
