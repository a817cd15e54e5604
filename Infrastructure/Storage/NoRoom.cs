using Collab.Domain.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>A full disk: nothing is written by half, and it works again when somebody has made room.</summary>
internal static class NoRoom
{
    private const int NoSpace = 28; // ENOSPC, as a storage engine reports it

    /// <summary>What whoever wanted to write is told.</summary>
    public static Error Refusal { get; } =
        new Error.Unavailable("storage.full", "The disk is full where messages are kept. Nothing was changed; try again when an administrator has made room.");

    /// <summary>True when a database could not write for want of room.</summary>
    public static bool Is(Exception error) =>
        error switch
        {
            SqliteException sqlite => sqlite.SqliteErrorCode == 13,
            MySqlException { ErrorCode: MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull } => true,
            MySqlException { ErrorCode: MySqlErrorCode.ErrorOnWrite or MySqlErrorCode.GetErrorNumber } mysql =>
                mysql.Message.Contains($"{NoSpace}", StringComparison.Ordinal),
            // EF wraps what a statement throws, and Pomelo once more what it takes for transient itself.
            DbUpdateException or InvalidOperationException => error.InnerException is { } inner && Is(inner),
            _ => false,
        };
}
