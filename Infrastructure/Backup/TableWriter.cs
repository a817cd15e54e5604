using System.IO.Compression;
using System.Security.Cryptography;

namespace Collab.Infrastructure.Backup;

/// <summary>Writes one table into its entry.</summary>
internal static class TableWriter
{
    private const int RowsPerReport = 20_000;

    /// <param name="zip">Where.</param>
    /// <param name="source">From where.</param>
    /// <param name="table">What.</param>
    /// <param name="owns">Tells of a bucket whether its rows belong to this database: a bucket that moves has rows in two.</param>
    /// <param name="report">Told now and then how many rows were read.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<BackupEntry> WriteAsync(
        ZipArchive zip, Snapshot source, BackupTable table, Func<long, bool> owns, Action<long> report, CancellationToken ct)
    {
        var name = $"{source.Address.Name}/{table.Name}.jsonl";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var text = new RowText();
        var digest = new RowDigest();
        var read = 0L;
        // Fast: nodes work on the same machine, perhaps.
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await using var lines = new BufferedStream(entry, 1 << 16);
        await foreach (var row in source.RowsAsync(table, ct))
        {
            if (++read % RowsPerReport == 0)
                report(read);
            if (table.BucketAt >= 0 && !owns(Convert.ToInt64(row[table.BucketAt], System.Globalization.CultureInfo.InvariantCulture)))
                continue;
            var line = text.Write(row);
            digest.Add(line.Span);
            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
            await lines.WriteAsync(line, ct);
            await lines.WriteAsync("\n"u8.ToArray(), ct);
        }

        return new BackupEntry(source.Address.Name, table.Name, name, table.Columns, digest.Rows, Convert.ToHexStringLower(hash.GetHashAndReset()), digest.Text);
    }
}
