using System.Buffers.Binary;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage.Migrations;

/// <summary>
/// A migration of a file whose process is killed, at every instant that makes a difference. Whatever a process has written
/// is then a prefix of the write-ahead log: what was committed, and perhaps the beginning of what was not. So one whole
/// migration is recorded, and gone on with from each such prefix.
/// </summary>
public sealed class KilledMigrationTests : IDisposable
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collab-killed-migration-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(SchemaMigrator.DirectoryTag)]
    [InlineData(SchemaMigrator.ShardTag)]
    public async Task Killed_at_any_instant_it_still_comes_to_the_same_end(string tag)
    {
        var plan = SchemaPlan.Of(tag, typeof(DirectoryLater).Assembly);
        var (file, log) = await RecordAsync(plan);
        var expected = await MigratedAsync(plan, file, log.AsMemory(0, 0));

        var commits = CommitsIn(log);
        // The plan's steps, each with the floor before it, are transactions of their own.
        Assert.InRange(commits.Count, plan.Steps.Count + 1, 500);
        for (var i = 0; i < commits.Count; i++)
        {
            var (begin, end) = (i == 0 ? HeaderSize : commits[i - 1], commits[i]);
            Assert.Equal(expected, await MigratedAsync(plan, file, log.AsMemory(0, end)));
            // Half written: the transaction has not happened.
            Assert.Equal(expected, await MigratedAsync(plan, file, log.AsMemory(0, begin + ((end - begin) / 2))));
        }
    }

    // Somebody who reads what was there at the beginning keeps the log from being copied back into the file.
    private async Task<(byte[] File, byte[] Log)> RecordAsync(SchemaPlan plan)
    {
        var path = Path.Combine(_folder.FullName, "recorded.db");
        await using var reader = new SqliteConnection(Address(path).ConnectionString);
        await reader.OpenAsync(Ct);
        await reader.ExecuteAsync("PRAGMA journal_mode = WAL", Ct);
        await reader.ExecuteAsync("BEGIN", Ct);
        await reader.ListAsync("SELECT name FROM sqlite_master", r => r.GetString(0), Ct);
        var file = await File.ReadAllBytesAsync(path, Ct);
        await SchemaMigrator.MigrateAsync(Address(path), plan, contracts: true, null, Ct);
        Assert.Equal(file, await File.ReadAllBytesAsync(path, Ct));
        return (file, await File.ReadAllBytesAsync(path + "-wal", Ct));
    }

    // Each frame names its page, and when it ends a transaction, the size of the file in pages.
    private static List<int> CommitsIn(byte[] log)
    {
        var frame = FrameHeaderSize + (int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8));
        var commits = new List<int>();
        for (var at = HeaderSize; at + frame <= log.Length; at += frame)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(at + 4)) > 0)
                commits.Add(at + frame);
        }

        return commits;
    }

    private async Task<IReadOnlyList<string>> MigratedAsync(SchemaPlan plan, byte[] file, ReadOnlyMemory<byte> log)
    {
        var path = Path.Combine(_folder.FullName, Path.GetRandomFileName() + ".db");
        await File.WriteAllBytesAsync(path, file, Ct);
        if (!log.IsEmpty)
            await File.WriteAllBytesAsync(path + "-wal", log, Ct);
        await SchemaMigrator.MigrateAsync(Address(path), plan, contracts: true, null, Ct);
        await using var connection = new SqliteConnection(Address(path).ConnectionString);
        await connection.OpenAsync(Ct);
        return
        [
            .. await connection.ListAsync("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY type, name", r => r.GetString(0), Ct),
            .. await connection.ListAsync("SELECT Version || ' ' || Description FROM VersionInfo ORDER BY Version", r => r.GetString(0), Ct),
            .. await connection.ListAsync("SELECT oldest_code FROM schema_floor", r => r.GetInt64(0).ToString(System.Globalization.CultureInfo.InvariantCulture), Ct),
        ];
    }

    private static DatabaseAddress Address(string path) =>
        new("a database", DatabaseDialect.Sqlite, new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
}
