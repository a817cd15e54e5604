using Collab.Domain.Shared.Storage;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>The databases of an installation, from its options.</summary>
public sealed record StorageLayout(DatabaseAddress Directory, IReadOnlyList<DatabaseAddress> Shards)
{
    /// <summary>How many shards an embedded installation begins with.</summary>
    public const int EmbeddedShards = 4;

    /// <summary>The least time that a server's command may take, in seconds; a connection string may give more.</summary>
    public const uint CommandSeconds = 60;

    /// <summary>Works out the layout; a wrong setting is a <see cref="StorageSettingsException"/> that says what to write.</summary>
    public static StorageLayout From(StorageOptions options, string dataFolder) =>
        options.Provider switch
        {
            DatabaseDialect.Sqlite => Embedded(options, dataFolder),
            DatabaseDialect.MySql => Servers(options),
            _ => throw new StorageSettingsException("Collab:Storage:Provider must be Sqlite or MySql."),
        };

    private static StorageLayout Embedded(StorageOptions options, string dataFolder)
    {
        if (options.Directory is { Length: > 0 } || options.Shards.Count > 0)
        {
            throw new StorageSettingsException(
                "Collab:Storage names servers, but Provider is Sqlite. Set Collab:Storage:Provider to MySql, or remove Directory and Shards.");
        }

        return new StorageLayout(
            File("directory", dataFolder),
            [.. EmbeddedNames(dataFolder).Select(name => File(name, dataFolder))]);
    }

    /// <summary>The names of an embedded installation's shards: four, and those that were added.</summary>
    private static IEnumerable<string> EmbeddedNames(string dataFolder)
    {
        for (var i = 0; i < EmbeddedShards || IsFile(EmbeddedName(i), dataFolder); i++)
            yield return EmbeddedName(i);
    }

    /// <summary>The name of an embedded installation's shard.</summary>
    internal static string EmbeddedName(int index) => $"shard-{index}";

    /// <summary>True when the data folder has a file of that name.</summary>
    internal static bool IsFile(string name, string dataFolder) => System.IO.File.Exists(Path.Combine(dataFolder, name + ".db"));

    /// <summary>A file in the data folder.</summary>
    internal static DatabaseAddress File(string name, string dataFolder)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, name + ".db"), DefaultTimeout = 30 };
        return new DatabaseAddress(name, DatabaseDialect.Sqlite, builder.ConnectionString);
    }

    private static StorageLayout Servers(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Directory))
            throw new StorageSettingsException("Collab:Storage:Provider is MySql, but Collab:Storage:Directory is empty. Set it to a connection string.");
        if (options.Shards.Count == 0)
            throw new StorageSettingsException("Collab:Storage:Provider is MySql, but Collab:Storage:Shards is empty. Name at least one shard.");
        var shards = options.Shards.Select(s => Server($"shard {s.Name}", s.Name, s.ConnectionString) with { IsDistributed = s.Distributed }).ToArray();
        if (shards.Select(s => s.Name).Distinct(StringComparer.Ordinal).Count() != shards.Length || shards.Any(s => s.Name.Length == 0))
            throw new StorageSettingsException("Each of Collab:Storage:Shards needs a Name of its own.");
        if (shards.Select(s => s.ConnectionString).Distinct(StringComparer.OrdinalIgnoreCase).Count() != shards.Length)
            throw new StorageSettingsException("Two of Collab:Storage:Shards name the same database. Each shard needs one of its own.");
        return new StorageLayout(Server("directory", "directory", options.Directory), shards);
    }

    private static DatabaseAddress Server(string what, string name, string connectionString)
    {
        try
        {
            // Transactions lock rows by primary key, so changed rows must be counted as found, and a lost commit must never be retried blindly.
            var builder = new MySqlConnectionStringBuilder(connectionString) { UseAffectedRows = false, AllowUserVariables = false };
            if (string.IsNullOrEmpty(builder.Database))
                throw new StorageSettingsException($"The connection string of the {what} names no Database.");
            // A lock is waited for up to 50 seconds: the server must say so before the driver cuts the command off.
            builder.DefaultCommandTimeout = Math.Max(builder.DefaultCommandTimeout, CommandSeconds);
            if (builder.MaximumPoolSize == 100)
                builder.MaximumPoolSize = 64;
            // Before a command is given up the driver asks the server to stop it, over a connection of its own, one command
            // after another: a server that cannot be reached holds up each of them for so long.
            if (builder.CancellationTimeout == 2)
                builder.CancellationTimeout = 1;
            return new DatabaseAddress(name, DatabaseDialect.MySql, builder.ConnectionString);
        }
        catch (ArgumentException error)
        {
            throw new StorageSettingsException($"The connection string of the {what} cannot be read: {error.Message}");
        }
    }
}
