using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>What a MySQL or MariaDB database must be like, whoever made it.</summary>
internal static class ServerSettings
{
    public static async Task CheckAsync(DatabaseAddress address, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(address.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT @@character_set_database, @@collation_database";
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (letters, collation) = (reader.GetString(0), reader.GetString(1));
        // Client keys and prefixes are compared letter by letter; other collations take a for A, and emoji for one another.
        if (letters != "utf8mb4" || !collation.EndsWith("_bin", StringComparison.Ordinal))
        {
            throw new StorageSettingsException(
                $"The database {address.Name} has the collation {collation}; Collab needs utf8mb4_bin. "
                + "While it is empty, run: ALTER DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
    }
}
