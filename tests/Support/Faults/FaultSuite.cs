using Collab.Support.Cluster;
using Collab.Support.Servers;

namespace Collab.Support.Faults;

/// <summary>Runs faults, each on a crowd of its own, in clusters that suit them.</summary>
public static class FaultSuite
{
    // Megabytes; what is not used takes no memory. A server's own files alone are about 150.
    private const int DatabaseDisk = 512;
    private const int DataDisk = 128;

    /// <summary>All faults, in the order of their numbers.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new NodeKilled(), new DatabaseKilled(), new DatabaseStopped(), new ShardSlow(), new RedisLost(), new RedisFlapping(),
        new DiskFull(isDataFolder: true), new DiskFull(isDataFolder: false), new ClockWrong(), new NetworkCut(bothWays: true), new NetworkCut(bothWays: false),
        new EventPoisoned(), new CommitLate(), new MigrationKilled(), new MoveKilled(), new AllReconnect(), new RollingUpgrade(), new NodeTerminated(), new BackupRestored(), new MemoryScarce(),
    ];

    public static async Task<IReadOnlyList<FaultReport>> RunAsync(
        IReadOnlyList<Fault> faults, bool isShort, int seed, Action<string> say, CancellationToken ct)
    {
        var reports = new List<FaultReport>();
        foreach (var group in faults.GroupBy(f => f.Needs))
        {
            var possible = group.Where(f => f.Obstacle is null).ToArray();
            foreach (var fault in group.Except(possible))
                say($"not run {fault.Number,2} {fault.Name}: {fault.Obstacle}");
            if (possible.Length == 0)
                continue;
            await using var cluster = await CollabCluster.StartAsync(OptionsFor(group.Key, possible.Length), ct);
            for (var i = 0; i < possible.Length; i++)
            {
                var report = await RunAsync(possible[i], cluster, i, isShort, seed + possible[i].Number, ct);
                reports.Add(report);
                foreach (var line in report.Lines())
                    say(line);
            }
        }

        return reports;
    }

    /// <summary>Runs one fault with the people whose turn it is. What keeps it from coming to its end is a finding too.</summary>
    public static async Task<FaultReport> RunAsync(Fault fault, CollabCluster cluster, int turn, bool isShort, int seed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(cluster);
        var people = cluster.Town.People.Skip(turn * FaultScene.Crowd).Take(FaultScene.Crowd).ToArray();
        try
        {
            await using var scene = await FaultScene.BeginAsync(cluster, fault.Name, people, isShort, seed, ct);
            return await RunAsync(fault, scene, ct);
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException or IOException or HttpRequestException or System.Data.Common.DbException)
        {
            return new FaultReport(fault, null, null, 0, [], [error.Message]);
        }
    }

    private static async Task<FaultReport> RunAsync(Fault fault, FaultScene scene, CancellationToken ct)
    {
        // Whatever is broken at a chosen moment was perhaps only lucky at that moment.
        await Task.Delay(scene.Random.Next(200, scene.IsShort ? 1000 : 3000), ct);
        TimeSpan? recovery = null;
        try
        {
            await fault.RunAsync(scene, ct);
            recovery = await scene.LiveAsync(fault.Recovery + TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException late)
        {
            scene.Wrong($"{late.Message}");
        }

        var verdict = await scene.ConcludeAsync(ct);
        await fault.CheckAsync(scene, ct);
        return new FaultReport(fault, verdict, recovery, scene.Journal.Count, scene.Notes, scene.Wrongs);
    }

    /// <summary>A cluster for so many faults of a kind.</summary>
    public static ClusterOptions OptionsFor(FaultNeeds needs, int faults) => new()
    {
        People = FaultScene.Crowd * faults + (needs == FaultNeeds.Herd ? AllReconnect.Herd : 0),
        HasWires = true,
        Program = needs == FaultNeeds.OlderProgram ? WebProgram.Older : null,
        HasNetworks = needs == FaultNeeds.Network,
        SecondDatabase = needs == FaultNeeds.DatabaseDisk ? new MariaDbOptions { DiskMegabytes = DatabaseDisk } : null,
        EmbeddedMegabytes = needs == FaultNeeds.DataFolder ? DataDisk : null,
        Settings = new Dictionary<string, string>
        {
            ["DOTNET_gcServer"] = "0",
            ["Collab:DrainSeconds"] = "10",
            // A hexadecimal number of bytes: 200 MB.
            ["DOTNET_GCHeapHardLimit"] = needs == FaultNeeds.LittleMemory ? "C800000" : "",
        }.Where(s => s.Value.Length > 0).ToDictionary(s => s.Key, s => s.Value),
        Special = index => needs == FaultNeeds.Clock && index == 1 ? FakeClock.Settings : new Dictionary<string, string>(),
    };
}
