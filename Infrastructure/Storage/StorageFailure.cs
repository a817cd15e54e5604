using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>What an operator can mend when a database cannot be used.</summary>
public static class StorageFailure
{
    /// <summary>A sentence about the database.</summary>
    public static string Of(DatabaseAddress address, Exception error) => $"The database {address.Name} {(error is DbException known ? Of(known) : $"cannot be used: {error.Message}")}";

    /// <summary>The same without its subject.</summary>
    // Never the driver's own words for what the operator can mend: they name hosts and accounts, and logs travel far.
    public static string Of(DbException error) =>
        error switch
        {
            MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost } =>
                "does not answer. Start its server, or mend its connection string in Collab:Storage.",
            MySqlException { ErrorCode: MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied } =>
                "refuses Collab's account. Check user and password in its connection string in Collab:Storage, and the account's rights.",
            MySqlException { ErrorCode: MySqlErrorCode.UnknownDatabase } =>
                "is not on its server. Make it: CREATE DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            SqliteException { SqliteErrorCode: 26 or 11 } => "is damaged, or is not a SQLite file. Restore it from a backup.",
            SqliteException { SqliteErrorCode: 14 or 8 } => "cannot be opened for writing. Check the rights of its file in the data folder.",
            _ when NoRoom.Is(error) => "has no room left: its disk is full. Make room, then try again; nothing was written by half.",
            _ => $"cannot be used: {error.Message}",
        };
}
