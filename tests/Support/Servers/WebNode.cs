using System.Globalization;
using Collab.Support.Processes;

namespace Collab.Support.Servers;

/// <summary>The real program as a process of its own, as an operator runs it: settings by environment, stopped by SIGTERM.</summary>
public sealed class WebNode : IAsyncDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private WebNodeOptions _options;
    private readonly int _port;
    private GuardedProcess _process;

    private WebNode(WebNodeOptions options, int port, GuardedProcess process) => (_options, _port, _process) = (options, port, process);

    public string Name => _options.Name;

    public string DataFolder => _options.DataFolder;

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://{_options.Host}:{_port}/"));

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public string LogTail => _process.LogTail(80);

    public string Log() => _process.Log();

    /// <summary>Returns when it says that it is ready.</summary>
    public static async Task<WebNode> StartAsync(WebNodeOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.DataFolder);
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Free();
            var node = new WebNode(options, port, await LaunchAsync(options, port, ct));
            try
            {
                await node.ReadyAsync(ct);
                return node;
            }
            catch (InvalidOperationException) when (attempt < Attempts && node.LogTail.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
                await node.DisposeAsync();
            }
            catch
            {
                await node.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Again on the same port and data, after a stop or a kill: what a deploy or a power cut ends with.</summary>
    public async Task StartAgainAsync(CancellationToken ct = default)
    {
        await _process.DisposeAsync();
        _process = await LaunchAsync(_options, _port, ct);
        await ReadyAsync(ct);
    }

    /// <summary>Stops it and starts the version that was built with these tests on the same port and data, as a deploy does.</summary>
    public async Task UpgradeAsync(CancellationToken ct = default)
    {
        Terminate();
        await ExitedAsync(ct);
        _options = _options with { Program = null };
        await StartAgainAsync(ct);
    }

    /// <summary>True while it says that it can take people.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken ct = default)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "health/ready"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    public Task KillAsync() => _process.KillAsync();

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public Task StopAsync() => _process.StopAsync();

    /// <summary>Sends SIGTERM and does not wait.</summary>
    public void Terminate() => _process.Terminate();

    public Task ExitedAsync(CancellationToken ct) => _process.ExitedAsync(ct);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static Task<GuardedProcess> LaunchAsync(WebNodeOptions options, int port, CancellationToken ct)
    {
        var environment = WebProgram.Environment(options.Settings);
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        environment["Collab__Host"] = options.Host;
        environment["Collab__Port"] = port.ToString(CultureInfo.InvariantCulture);
        environment["Collab__Data"] = options.DataFolder;
        environment["Collab__NodeName"] = options.Name;
        var program = options.Program ?? WebProgram.Location;
        IReadOnlyList<string> command = options.Network?.Enter("dotnet", program) ?? ["dotnet", program];
        return GuardedProcess.StartAsync(
            // The log is beside the data folder, so that "is everything gone?" is asked of the folder alone.
            new GuardedCommand(command[0], [.. command.Skip(1)], options.DataFolder + ".log")
            {
                Environment = environment,
                WorkingDirectory = options.DataFolder,
                RemoveWhenOrphaned = options.DataFolder,
            },
            ct);
    }

    private async Task ReadyAsync(CancellationToken ct)
    {
        try
        {
            await Eventually.TrueAsync(() => HasExited ? throw Ended() : IsReadyAsync(ct), $"{Name} is ready", Patience);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{late.Message} The end of its log:\n{LogTail}", late);
        }
    }

    private InvalidOperationException Ended() => new($"{Name} ended before it was ready. The end of its log:\n{LogTail}");
}
