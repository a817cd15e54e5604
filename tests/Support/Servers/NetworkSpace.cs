using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Collab.Support.Processes;

namespace Collab.Support.Servers;

/// <summary>
/// A network of its own for one process (a namespace of the kernel), with two cables that lead out of it: one to whoever
/// uses the process, one to what it uses itself. On the second one packets can vanish, in one direction or both, and
/// nobody is told. It goes with whoever made it, even when that is killed.
/// </summary>
public sealed class NetworkSpace : IAsyncDisposable
{
    // A bucket of ten bytes: no packet is so small, so each is dropped. (`netem` is not in every kernel.)
    private const string Loss = "root tbf rate 1kbit burst 10 latency 1ms";
    private const string OutsideMac = "02:00:00:00:00:05";
    private const string InsideMac = "02:00:00:00:00:06";
    private const string Back = "back";

    // Neighbours are told, not asked: behind a router nobody sees that the other end has gone.
    private const string Lay =
        $"""
        ip link add "$1" type veth peer name front netns "$3"
        ip link add "$2" address {OutsideMac} type veth peer name {Back} address {InsideMac} netns "$3"
        ip address add "$4.1/30" dev "$1"
        ip address add "$4.5/30" dev "$2"
        ip link set "$1" up
        ip link set "$2" up
        ip neighbour replace "$4.6" lladdr {InsideMac} nud permanent dev "$2"
        nsenter --net="/proc/$3/ns/net" sh -ec '
          ip link set lo up
          ip address add "$1.2/30" dev front
          ip address add "$1.6/30" dev {Back}
          ip link set front up
          ip link set {Back} up
          ip neighbour replace "$1.5" lladdr {OutsideMac} nud permanent dev {Back}' sh "$4"
        """;

    private static int _made;

    private readonly GuardedProcess _holder;
    private readonly string _cable;
    private readonly List<(string End, IReadOnlyList<string> Tool)> _lossy = [];

    private NetworkSpace(GuardedProcess holder, string cable, string network)
    {
        (_holder, _cable) = (holder, cable);
        (Inside, Outside) = (IPAddress.Parse(network + ".2"), IPAddress.Parse(network + ".5"));
    }

    /// <summary>Why this machine has none, with the command that fails; null when it has.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    /// <summary>Where the process is reached.</summary>
    public IPAddress Inside { get; }

    /// <summary>Where the process reaches what it uses.</summary>
    public IPAddress Outside { get; }

    /// <param name="folder">For the log of the process that keeps it.</param>
    /// <param name="ct">Heard between the steps.</param>
    public static async Task<NetworkSpace> MakeAsync(string folder, CancellationToken ct)
    {
        // Other programs on this machine may make some too.
        var (process, number) = (Environment.ProcessId % 100_000, Interlocked.Increment(ref _made));
        var network = string.Create(CultureInfo.InvariantCulture, $"10.{64 + (process % 128)}.{number % 256}");
        string[] cables = [.. ((string[])["cf", "cb"]).Select(end => string.Create(CultureInfo.InvariantCulture, $"{end}{process}n{number}"))];
        var log = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"network-{number}.log"));
        var holder = await GuardedProcess.StartAsync(new GuardedCommand("unshare", ["--net", "sleep", "infinity"], log), ct);
        try
        {
            var id = holder.Id.ToString(CultureInfo.InvariantCulture);
            var own = SpaceOf("self");
            await Eventually.TrueAsync(() => holder.HasExited ? throw new InvalidOperationException(holder.LogTail()) : SpaceOf(id) != own, "the network is there");
            await Tool.RunAsync("sh", ["-ec", Lay, "sh", .. cables, id, network], ct);
            return new NetworkSpace(holder, cables[1], network);
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }
    }

    /// <summary>The command that runs another one in it, as the same process.</summary>
    public IReadOnlyList<string> Enter(params string[] command) => ["nsenter", $"--net=/proc/{_holder.Id}/ns/net", .. command];

    /// <summary>From now on packets vanish between the process and what it uses.</summary>
    /// <param name="requests">What the process sends.</param>
    /// <param name="answers">What is sent to it.</param>
    /// <param name="ct">Heard between the directions.</param>
    public async Task CutAsync(bool requests, bool answers, CancellationToken ct)
    {
        if (requests)
            await LoseAsync(Back, Enter("tc"), ct);
        if (answers)
            await LoseAsync(_cable, ["tc"], ct);
    }

    /// <summary>They arrive again.</summary>
    public async Task MendAsync(CancellationToken ct)
    {
        foreach (var (end, tool) in _lossy)
            await Tool.RunAsync(tool[0], [.. tool.Skip(1), "qdisc", "del", "dev", end, "root"], ct);
        _lossy.Clear();
    }

    // The cables go with the last process in it.
    public ValueTask DisposeAsync() => _holder.DisposeAsync();

    private async Task LoseAsync(string end, IReadOnlyList<string> tool, CancellationToken ct)
    {
        await Tool.RunAsync(tool[0], [.. tool.Skip(1), "qdisc", "add", "dev", end, .. Loss.Split(' ')], ct);
        _lossy.Add((end, tool));
    }

    private static string? SpaceOf(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;

    private static string? FindObstacle()
    {
        const string Try = $"ip link add name one type veth peer name two && tc qdisc add dev one {Loss}";
        var start = new ProcessStartInfo("unshare", ["--net", "sh", "-ec", Try]) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException("unshare could not be started.");
            var said = process.StandardError.ReadToEnd().ReplaceLineEndings(" ").Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"unshare --net sh -c '{Try}' says: {said}";
        }
        catch (Win32Exception missing)
        {
            return $"unshare cannot be run: {missing.Message}";
        }
    }
}
