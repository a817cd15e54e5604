using Collab.Support.Servers;
using MySqlConnector;

namespace Collab.Support.Faults;

/// <summary>
/// A further installation is made on a server where people write, and the process that makes it is killed again and again.
/// </summary>
public sealed class MigrationKilled() : Fault("migration-killed", 15, "kill -9 of `db migrate`, again and again, beside people who write")
{
    private const int MaxKills = 200;
    private static readonly string[] Databases = ["migrated_directory", "migrated_a", "migrated_b"];

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var server = scene.Cluster.Stores.Second;
        foreach (var database in Databases)
            await server.CreateDatabaseAsync(database, ct);
        var folder = scene.Cluster.NewFolder("migration");
        var kills = 0;
        // Each attempt may change some things more than the one before, of all three databases together.
        while (!await ComesToItsEndAsync(server, folder, scene.Random.Next(1, scene.IsShort ? 60 : 16), ct))
        {
            if (++kills > MaxKills)
                throw new InvalidOperationException($"Killed {kills} times, it has not come to its end.");
        }

        scene.Note($"killed {kills} times");
        if (kills == 0)
            scene.Wrong($"it was never killed");
        await WebCommand.RunAsync(folder, Settings(server, server.Port), ct, "db", "verify", "--data", folder);
    }

    private static async Task<bool> ComesToItsEndAsync(MariaDbServer server, string folder, int statements, CancellationToken ct)
    {
        var (isKilled, started) = (false, new TaskCompletionSource<WebCommand>(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var proxy = new StatementProxy(server.Port, Changes, statements, async () =>
        {
            isKilled = true;
            await (await started.Task).KillAsync();
        });
        await using var command = await WebCommand.StartAsync(folder, Settings(server, proxy.Port), ct, "db", "migrate", "--data", folder);
        started.SetResult(command);
        var code = await command.EndAsync(ct);
        if (code != 0 && !isKilled)
            throw new InvalidOperationException($"db migrate ended with {code}: {command.Output}");
        return code == 0;
    }

    // What is done again on every attempt, whether it is needed or not, does not count.
    private static bool Changes(string statement) =>
        !statement.Contains("schema_floor", StringComparison.Ordinal)
        && ((string[])["CREATE", "ALTER", "DROP", "INSERT"]).Any(verb => statement.TrimStart().StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, string> Settings(MariaDbServer server, int port)
    {
        string[] addresses = [.. Databases.Select(d => new MySqlConnectionStringBuilder(server.ConnectionString(d)) { Port = (uint)port }.ConnectionString)];
        return new()
        {
            ["Collab:Storage:Provider"] = "MySql",
            ["Collab:Storage:Directory"] = addresses[0],
            ["Collab:Storage:Shards:0:Name"] = "a",
            ["Collab:Storage:Shards:0:ConnectionString"] = addresses[1],
            ["Collab:Storage:Shards:1:Name"] = "b",
            ["Collab:Storage:Shards:1:ConnectionString"] = addresses[2],
        };
    }
}
