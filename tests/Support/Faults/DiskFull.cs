using System.Diagnostics;
using Collab.Support.Cluster;
using Collab.Support.Crowd;
using Collab.Support.Oracle;

namespace Collab.Support.Faults;

/// <summary>Another file takes all the room there is: under a data folder that holds everything, or under one database server.</summary>
public sealed class DiskFull(bool isDataFolder) : Fault(
    isDataFolder ? "disk-full" : "database-disk-full", 10, isDataFolder ? "no room in the data folder" : "no room on a database server's disk")
{
    private const int Senders = 16;
    private const long UsedBytes = 4 << 20;
    private static readonly string[] Tables = ["message", "outbox"];
    private const string Code = "storage.full";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Files have some room of their own, which is used up sooner so. Yet short enough to lie in its row: when there is no
    // room for a text's own pages, MariaDB 10.11 itself breaks down.
    private static readonly string Text = new('x', 1500);

    public override FaultNeeds Needs => isDataFolder ? FaultNeeds.DataFolder : FaultNeeds.DatabaseDisk;

    public override string? Obstacle => Servers.SmallDisk.Obstacle;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var disk = (isDataFolder ? scene.Cluster.DataDisk : scene.Cluster.Stores.Second.Disk) ?? throw new InvalidOperationException("There is no small disk.");
        var hit = isDataFolder ? scene.Places : await scene.OnSecondAsync(ct);
        await UseAsync(scene, hit, ct);
        using var enough = new CancellationTokenSource();
        var since = Stopwatch.StartNew();
        disk.Fill();
        var stuffing = Task.WhenAll(Enumerable.Range(0, Senders).Select(n => StuffAsync(scene, hit, n, enough.Token, ct)));
        try
        {
            await Eventually.TrueAsync(() => Refused(scene) > 0, "somebody is told that the disk is full", Patience);
            scene.Note($"somebody was told \"{Code}\" after {since.Elapsed.TotalSeconds:0.0} s");
            await Task.Delay(scene.Lasts(20, 5), ct);
            await LookAsync(scene, hit, ct);
        }
        finally
        {
            await enough.CancelAsync();
            disk.Empty();
            await StartAgainAsync(scene, ct);
        }

        await stuffing;
        scene.Note($"{Refused(scene)} attempts were told \"{Code}\"; all were sent again with the same key");
    }

    // InnoDB keeps room back for undoing, but only in a file that is larger than one extent, which is a megabyte. Before that a
    // transaction that finds no room may find none for its undoing either, and MariaDB 10.11 then ends itself: a matter of
    // the first hours of an installation.
    private async Task UseAsync(FaultScene scene, IReadOnlyList<long> hit, CancellationToken ct)
    {
        if (isDataFolder)
            return;
        using var enough = new CancellationTokenSource();
        var growing = await GrowingAsync(scene, hit, ct);
        var used = Task.WhenAll(Enumerable.Range(0, Senders).Select(n => StuffAsync(scene, hit, n, enough.Token, ct)));
        try
        {
            await Eventually.TrueAsync(() => growing.All(file => new FileInfo(file).Length >= UsedBytes), "the database is in use", Patience);
        }
        finally
        {
            await enough.CancelAsync();
        }

        await used;
    }

    // The tables that each message goes to, of the shards that are written to.
    private static async Task<IReadOnlyList<string>> GrowingAsync(FaultScene scene, IReadOnlyList<long> hit, CancellationToken ct)
    {
        var stores = scene.Cluster.Stores;
        var files = new HashSet<string>();
        foreach (var place in hit)
        {
            var database = ClusterStores.ShardDatabase(await stores.ShardOfAsync(place, ct));
            files.UnionWith(Tables.Select(table => Path.Combine(stores.Second.DataFolder, database, $"{table}.ibd")));
        }

        return [.. files];
    }

    // A server that has ended is wrong. It is started again all the same, so that the rest can be compared.
    private async Task StartAgainAsync(FaultScene scene, CancellationToken ct)
    {
        if (!HasServerEnded(scene))
            return;
        scene.Wrong($"the database server has ended: {scene.Cluster.Stores.Second.LogTail}");
        await scene.Cluster.Stores.Second.StartAgainAsync(ct);
    }

    private bool HasServerEnded(FaultScene scene) => !isDataFolder && scene.Cluster.Stores.Second.HasExited;

    private static long Refused(FaultScene scene) => scene.Meters.Failures.Where(f => f.Key.Kind == Code).Sum(f => f.Value);

    // What they have begun they send until it is there, as everybody does.
    private static async Task StuffAsync(FaultScene scene, IReadOnlyList<long> places, int number, CancellationToken enough, CancellationToken ct)
    {
        var writer = new Writer(scene.Clients[number], scene.Api, scene.Journal, scene.Meters, $"f{number}x");
        while (!enough.IsCancellationRequested)
            await writer.SendAsync(places[number % places.Count], Text, byHub: false, ct);
    }

    // There is no room to write, and everything can be read; elsewhere one writes as always.
    private async Task LookAsync(FaultScene scene, IReadOnlyList<long> hit, CancellationToken ct)
    {
        var owner = scene.Cluster.Town.Owner.Token;
        foreach (var place in hit)
        {
            for (var node = 0; node < scene.Api.Nodes.Count; node++)
            {
                var page = await scene.Api.SendAsync(node, HttpMethod.Get, $"streams/{place}/messages?limit=50", owner, null, ct);
                if ((int)page.Status != 200)
                    scene.Wrong($"{place} could not be read while the disk was full: {(int)page.Status} {page.Code}");
            }
        }

        var writer = new Writer(scene.Clients[0], scene.Api, scene.Journal, scene.Meters, "o");
        foreach (var place in scene.Places.Except(hit))
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
            soon.CancelAfter(Recovery);
            if (await writer.SendAsync(place, "there is room here", byHub: false, soon.Token) != SendOutcome.Acknowledged)
                scene.Wrong($"{place}, on the other server, took no message");
        }
    }
}
