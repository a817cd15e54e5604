using System.Diagnostics;
using Collab.Support.Cluster;
using Collab.Support.Crowd;
using Collab.Support.Oracle;
using Collab.Support.Servers;

namespace Collab.Support.Faults;

/// <summary>
/// A backup is taken while everybody writes, and read into another installation of the other kind, which then is compared
/// with what was acknowledged before the backup began.
/// </summary>
public sealed class BackupRestored() : Fault("backup-restored", 22, "a backup under load, restored elsewhere")
{
    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var folder = scene.Cluster.NewFolder("backup");
        var (file, data) = (Path.Combine(folder, "collab.zip"), Path.Combine(folder, "restored"));
        await Task.Delay(scene.Lasts(15, 3), ct);
        var clock = Stopwatch.StartNew();
        var before = scene.Journal.Sent.Where(m => m.Outcome == SendOutcome.Acknowledged).ToHashSet();
        await WebCommand.RunAsync(folder, scene.Cluster.Stores.Settings(), ct, "backup", file);
        scene.Note($"{before.Count} messages were acknowledged before it began and {scene.Journal.Acknowledged - before.Count} while it was taken, in {clock.Elapsed.TotalSeconds:0.0} s");
        await WebCommand.RunAsync(folder, new Dictionary<string, string>(), ct, "restore", file, "--data", data);
        var options = new WebNodeOptions("restored", data) { Settings = new Dictionary<string, string>(ClusterStores.NoLimits) };
        await using var node = await WebNode.StartAsync(options, ct);
        using var api = new ApiClient([node.Address]);
        await CompareAsync(scene, new TownHall(scene.Cluster.Town, api), before, ct);
        // It lives on by itself.
        await api.GetOkAsync(
            HttpMethod.Post, $"streams/{scene.Places[0]}/messages", scene.Clients[0].Who.Token, new { text = "after the restore", clientKey = "after-the-restore" }, ct);
    }

    private static async Task CompareAsync(FaultScene scene, TownHall there, HashSet<SentMessage> before, CancellationToken ct)
    {
        var restored = await there.StoredAsync(scene.Places, ct);
        // What was sent later, or was on its way, may be there or not; what was acknowledged is as its writer was told.
        var evidence = new Evidence(
            [.. scene.Journal.Sent.Select(m => before.Contains(m) ? m : new SentMessage(m.Stream, m.Author, m.ClientKey))],
            restored, [], await there.CountsAsync(scene.Clients.Select(c => c.Who), scene.Places, ct));
        var verdict = Checker.Check(evidence);
        foreach (var line in verdict.Holds ? [] : verdict.Lines())
            scene.Wrong($"restored: {line}");
        foreach (var (then, now) in restored.Zip(await scene.Hall.StoredAsync(scene.Places, ct)))
        {
            var same = then.Messages.Zip(now.Messages).TakeWhile(m => (m.First.Seq, m.First.Id, m.First.Author, m.First.ClientKey) == (m.Second.Seq, m.Second.Id, m.Second.Author, m.Second.ClientKey)).Count();
            if (same < then.Messages.Count)
                scene.Wrong($"restored: {then.Id} is not what it was there: it differs after {same} of {then.Messages.Count} messages");
        }

        scene.Note($"restored: {restored.Sum(s => s.Messages.Count)} messages in {restored.Count} places, {verdict.Checked(Invariant.Counts)} counts compared");
    }
}
