using System.Text.Json;

namespace Collab.Infrastructure.Backup;

/// <summary>
/// The last entry of a backup, <c>manifest.json</c>: what is in it and how to know that it is whole. A file without it
/// was not finished.
/// </summary>
public sealed record BackupManifest
{
    /// <summary>The entry's name.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>The format without files, which older code reads as well.</summary>
    public const int FormatWithoutFiles = 1;

    /// <summary>The newest format that this code writes and reads: older code would leave the files out.</summary>
    public const int CurrentFormat = 2;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The number of the format.</summary>
    public required int Format { get; init; }

    /// <summary>For people: the file holds password hashes and keys, and belongs where nobody else reads.</summary>
    public string Note { get; init; } = "Secret: holds everything that was written, password hashes, and the keys that protect forms and pages.";

    /// <summary>When the databases were frozen, by the clock of the machine that took it.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The version of the shard map.</summary>
    public required long MapVersion { get; init; }

    /// <summary>The directory's migrations.</summary>
    public required BackupSchema DirectorySchema { get; init; }

    /// <summary>Those of the shards; all are the same.</summary>
    public required BackupSchema ShardSchema { get; init; }

    /// <summary>The databases, the directory first.</summary>
    public required IReadOnlyList<BackupSource> Sources { get; init; }

    /// <summary>The tables, one entry each.</summary>
    public required IReadOnlyList<BackupEntry> Tables { get; init; }

    /// <summary>The files of keys that protect forms and pages, one entry each; none when the directory has them.</summary>
    public required IReadOnlyList<BackupKey> Keys { get; init; }

    /// <summary>The files that people sent, their small pictures and texts, one entry each; none when they are kept elsewhere.</summary>
    public IReadOnlyList<BackupKey> Files { get; init; } = [];
}

/// <summary>Where a schema stood.</summary>
/// <param name="Applied">Its migrations.</param>
/// <param name="OldestCode">The newest schema that code must know to use it.</param>
public sealed record BackupSchema(IReadOnlyList<long> Applied, long OldestCode);

/// <summary>A database that was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dialect">Its dialect.</param>
/// <param name="OutboxPosition">The newest event of a shard; 0 when it has none.</param>
/// <param name="BinlogFile">The server's binary log at the moment of the snapshot, where MariaDB keeps one.</param>
/// <param name="BinlogPosition">The position in it.</param>
public sealed record BackupSource(string Name, string Dialect, long OutboxPosition, string? BinlogFile, long? BinlogPosition);

/// <summary>A table of a database: JSON Lines, a row as an array of its values.</summary>
/// <param name="Source">The database's name.</param>
/// <param name="Table">The table's.</param>
/// <param name="Entry">The entry's.</param>
/// <param name="Columns">What a row's values are, in order.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Sha256">Of the entry's bytes, in hexadecimal.</param>
/// <param name="Digest">The sum of its rows' hashes, the same in whatever order and on whatever shards they lie.</param>
public sealed record BackupEntry(string Source, string Table, string Entry, IReadOnlyList<string> Columns, long Rows, string Sha256, string Digest);

/// <summary>Bytes as they are: a key file, or one that somebody sent.</summary>
public sealed record BackupKey(string Entry, string Sha256);
