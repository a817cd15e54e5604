using System.Globalization;
using Collab.Support.Servers;
using MySqlConnector;

namespace Collab.Support.Cluster;

/// <summary>Two MariaDB servers, the first with the directory, each with two of the four shards; and Redis.</summary>
public sealed class ClusterStores : IAsyncDisposable
{
    public const int Shards = 4;
    private const string Directory = "collab_directory";

    /// <summary>A crowd acts in seconds as people do in a day.</summary>
    internal static readonly IEnumerable<KeyValuePair<string, string>> NoLimits =
        from kind in (string[])["Post", "Change", "Create", "Read"]
        from part in (string[])["Burst", "PerSecond"]
        select KeyValuePair.Create($"Collab:Limits:{kind}:{part}", "1000000");

    private ClusterStores(MariaDbServer first, MariaDbServer second, RedisServer redis) => (First, Second, Redis) = (first, second, redis);

    /// <summary>Has the directory and the lower half of the shards.</summary>
    public MariaDbServer First { get; }

    /// <summary>Has the upper half of the shards.</summary>
    public MariaDbServer Second { get; }

    public RedisServer Redis { get; }

    /// <summary>The directory's address.</summary>
    public string DirectoryAddress => First.ConnectionString(Directory);

    public static async Task<ClusterStores> StartAsync(MariaDbOptions first, MariaDbOptions second, CancellationToken ct)
    {
        var stores = new ClusterStores(await MariaDbServer.StartAsync(first, ct), await MariaDbServer.StartAsync(second, ct), await RedisServer.StartAsync(ct));
        await stores.First.CreateDatabaseAsync(Directory, ct);
        for (var shard = 0; shard < Shards; shard++)
            await stores.ServerOf(shard).CreateDatabaseAsync(ShardDatabase(shard), ct);
        return stores;
    }

    /// <summary>How a node reaches them: directly, or over its own wires.</summary>
    public Dictionary<string, string> Settings(NodeWires? wires = null)
    {
        var settings = new Dictionary<string, string>(NoLimits)
        {
            ["Collab:Storage:Provider"] = "MySql",
            ["Collab:Storage:MigrateOnStart"] = "true",
            ["Collab:Storage:Directory"] = Through(DirectoryAddress, wires, wires?.First),
            ["Collab:Bus:Provider"] = "Redis",
            ["Collab:Bus:Redis"] = wires is null ? Redis.Endpoint : string.Create(CultureInfo.InvariantCulture, $"{wires.At}:{wires.Redis.Port}"),
        };
        for (var shard = 0; shard < Shards; shard++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"Collab:Storage:Shards:{shard}");
            settings[key + ":Name"] = string.Create(CultureInfo.InvariantCulture, $"shard-{shard}");
            settings[key + ":ConnectionString"] = Through(
                AddressOf(shard), wires, ServerOf(shard) == First ? wires?.First : wires?.Second);
        }

        return settings;
    }

    /// <summary>True when the stream's bucket lies on the second server.</summary>
    public async Task<bool> IsOnSecondAsync(long stream, CancellationToken ct) => ServerOf(await ShardOfAsync(stream, ct)) == Second;

    /// <summary>The number of the shard that the map names for a stream's bucket; the shards are called <c>shard-0</c> and so on.</summary>
    public async Task<int> ShardOfAsync(long stream, CancellationToken ct)
    {
        var name = (string?)await AskAsync(
            DirectoryAddress, "SELECT s.name FROM bucket_map m JOIN shard s ON s.shard_id = m.shard_id WHERE m.bucket = @bucket", stream, ct)
            ?? throw new InvalidOperationException($"The bucket of {stream} is on no shard.");
        return int.Parse(name.AsSpan("shard-".Length), CultureInfo.InvariantCulture);
    }

    /// <summary>The address of a stream's shard, for whoever holds a lock in it or damages it.</summary>
    public async Task<string> AddressOfAsync(long stream, CancellationToken ct) => AddressOf(await ShardOfAsync(stream, ct));

    /// <summary>A shard's address.</summary>
    public string AddressOf(int shard) => ServerOf(shard).ConnectionString(ShardDatabase(shard));

    /// <summary>The server of a shard.</summary>
    public MariaDbServer ServerOf(int shard) => shard < Shards / 2 ? First : Second;

    /// <summary>The first value of a query that names <c>@bucket</c> and <c>@stream</c> or one of them; null when there is no row.</summary>
    public static async Task<object?> AskAsync(string address, string query, long stream, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(address);
        await connection.OpenAsync(ct);
#pragma warning disable CA2100 // Queries of this library; what differs is a parameter.
        await using var command = new MySqlCommand(query, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@bucket", stream & 1023);
        command.Parameters.AddWithValue("@stream", stream);
        return await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Damages a database, or mends it.</summary>
    public static async Task ExecuteAsync(string address, FormattableString statements, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(statements);
        await using var connection = new MySqlConnection(address);
        await connection.OpenAsync(ct);
#pragma warning disable CA2100 // Only numbers are filled in.
        await using var command = new MySqlCommand(statements.ToString(CultureInfo.InvariantCulture), connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Redis.DisposeAsync();
    }

    public static string ShardDatabase(int shard) => string.Create(CultureInfo.InvariantCulture, $"collab_shard_{shard}");

    private static string Through(string connectionString, NodeWires? wires, Wire? wire) =>
        wires is null || wire is null
            ? connectionString
            : new MySqlConnectionStringBuilder(connectionString) { Server = wires.At.ToString(), Port = (uint)wire.Port }.ConnectionString;
}
