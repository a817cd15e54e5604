using System.Globalization;
using Collab.Domain.Shards;
using Collab.Support.Cluster;
using Collab.Support.Servers;
using MySqlConnector;

namespace Collab.Support.Faults;

/// <summary>
/// Buckets of places where people write are moved to the other server. The mover is killed at each step, just before it can
/// say that it has done it; of one more move the source server is killed, and of another one the target.
/// </summary>
public sealed class MoveKilled() : Fault("move-killed", 16, "kill -9 of a bucket's move at each step, of its source and its target")
{
    // Nodes would often be faster than a process that has just begun: what is to be killed goes first.
    private const string Mover = "mover";

    private const int HalfOfShards = ClusterStores.Shards / 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly List<(long Stream, int Source, int Target)> _moved = [];

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        _moved.Clear();
        var places = new Queue<long>(scene.Places.DistinctBy(place => place & 1023));
        MoveStep[] steps = scene.IsShort ? [MoveStep.Copying, MoveStep.Verified] : [.. Enum.GetValues<MoveStep>().Where(s => s < MoveStep.Done)];
        await LetMoverBeFirstAsync(scene.Cluster.Stores, ct);
        try
        {
            foreach (var step in steps)
            {
                if (places.TryDequeue(out var place))
                    await MoveAsync(scene, place, (mover, target) => KillMoverAsync(scene, place, step, mover, target, ct), ct);
            }
        }
        finally
        {
            await ClusterStores.ExecuteAsync(scene.Cluster.Stores.DirectoryAddress, $"DROP TRIGGER mover_first", ct);
        }

        bool[] servers = scene.IsShort ? [] : [true, false];
        foreach (var isSource in servers)
        {
            if (places.TryDequeue(out var place))
                await MoveAsync(scene, place, (mover, target) => KillServerAsync(scene, place, isSource, mover, target, ct), ct);
        }
    }

    public override async Task CheckAsync(FaultScene scene, CancellationToken ct)
    {
        foreach (var (stream, source, target) in _moved)
        {
            try
            {
                await Eventually.TrueAsync(async () => await StepAsync(scene, stream, ct) == MoveStep.Done, $"the bucket of {stream} is cleaned up", Patience);
            }
            catch (TimeoutException late)
            {
                scene.Wrong($"{late.Message}");
            }

            if (await scene.Cluster.Stores.ShardOfAsync(stream, ct) != target)
                scene.Wrong($"{stream} is not on shard {target}");
            var left = await ClusterStores.AskAsync(scene.Cluster.Stores.AddressOf(source), "SELECT COUNT(*) FROM message WHERE bucket = @bucket", stream, ct);
            if (left is not 0L)
                scene.Wrong($"{left} rows of the bucket of {stream} are left on shard {source}");
        }
    }

    // Moves a place, with whatever happens meanwhile; returns when the map names its new shard.
    private async Task MoveAsync(FaultScene scene, long place, Func<Func<int, Task<WebCommand>>, int, Task> happens, CancellationToken ct)
    {
        var source = await scene.Cluster.Stores.ShardOfAsync(place, ct);
        var target = (source + HalfOfShards) % ClusterStores.Shards;
        _moved.Add((place, source, target));
        var folder = scene.Cluster.NewFolder("mover");
        await happens(
            port => WebCommand.StartAsync(
                folder, Settings(scene.Cluster.Stores, port), ct,
                "shards", "move", (place & 1023).ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"shard-{target}"), "--grace", "1", "--data", folder),
            target);
        await Eventually.TrueAsync(async () => await StepAsync(scene, place, ct) is >= MoveStep.Switched, $"{place} is on shard {target}", Patience);
    }

    private static async Task LetMoverBeFirstAsync(ClusterStores stores, CancellationToken ct)
    {
        await stores.First.ExecuteAsync($"CREATE OR REPLACE USER '{Mover}'@'%'; GRANT ALL ON *.* TO '{Mover}'@'%'", ct);
        await ClusterStores.ExecuteAsync(
            stores.DirectoryAddress,
            $"CREATE TRIGGER mover_first BEFORE UPDATE ON bucket_move FOR EACH ROW BEGIN IF OLD.epoch = 0 AND NEW.epoch > 0 AND USER() NOT LIKE '{Mover}@%' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the mover goes first'; END IF; END",
            ct);
    }

    private static async Task KillMoverAsync(FaultScene scene, long place, MoveStep at, Func<int, Task<WebCommand>> start, int target, CancellationToken ct)
    {
        var (isKilled, started) = (false, new TaskCompletionSource<WebCommand>(TaskCreationOptions.RunContinuationsAsynchronously));
        // The steps are written down one after another, and the first is there from the beginning.
        await using var proxy = new StatementProxy(scene.Cluster.Stores.First.Port, IsStep, (int)at, async () =>
        {
            isKilled = true;
            await (await started.Task).KillAsync();
        });
        await using var mover = await start(proxy.Port);
        started.SetResult(mover);
        await Eventually.TrueAsync(() => mover.HasExited, "the mover has ended", Patience);
        if (isKilled)
            scene.Note($"mover of {place} to shard {target} killed at the end of \"{at}\"; the move is at \"{await StepAsync(scene, place, ct)}\"");
        else if (at == MoveStep.Cleaning)
            scene.Note($"mover of {place} was not killed: at the end of \"{at}\" a node had it");
        else
            scene.Wrong($"the mover of {place} was not at work at \"{at}\": {mover.Output}");
    }

    private static async Task KillServerAsync(FaultScene scene, long place, bool isSource, Func<int, Task<WebCommand>> start, int target, CancellationToken ct)
    {
        var stores = scene.Cluster.Stores;
        var (source, away) = (stores.ServerOf((target + HalfOfShards) % ClusterStores.Shards), stores.ServerOf(target));
        await using var mover = await start(stores.First.Port);
        await Eventually.TrueAsync(async () => mover.HasExited || await StepAsync(scene, place, ct) is not null, "the move begins", Patience);
        await Task.Delay(scene.Random.Next(0, 200), ct);
        scene.Note($"{(isSource ? "source" : "target")} of {place} killed at \"{await StepAsync(scene, place, ct)}\"");
        await (isSource ? source : away).CrashAndRestartAsync(ct);
        await Eventually.TrueAsync(() => mover.HasExited, "the mover has ended", Patience);
    }

    private static bool IsStep(string statement) =>
        statement.Contains("UPDATE `bucket_move` SET", StringComparison.Ordinal) && statement.Contains("`step` =", StringComparison.Ordinal);

    private static async Task<MoveStep?> StepAsync(FaultScene scene, long place, CancellationToken ct)
    {
        try
        {
            var step = await ClusterStores.AskAsync(scene.Cluster.Stores.DirectoryAddress, "SELECT step FROM bucket_move WHERE bucket = @bucket", place, ct);
            return step is null ? null : (MoveStep)Convert.ToInt32(step, CultureInfo.InvariantCulture);
        }
        catch (MySqlException)
        {
            return null; // its server is away
        }
    }

    // Whatever is on the first server is reached through another port, by the mover's own account.
    private static Dictionary<string, string> Settings(ClusterStores stores, int port) => stores.Settings().ToDictionary(s => s.Key, s => Through(stores, s.Value, port));

    private static string Through(ClusterStores stores, string setting, int port)
    {
        if (!setting.Contains("Server=", StringComparison.OrdinalIgnoreCase))
            return setting;
        var address = new MySqlConnectionStringBuilder(setting);
        if (address.Port == stores.First.Port)
            (address.Port, address.UserID) = ((uint)port, Mover);
        return address.ConnectionString;
    }
}
