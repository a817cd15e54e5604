using System.Globalization;
using System.Net.Http.Json;
using Collab.Support;
using Collab.Support.Processes;
using Collab.Support.Servers;
using Collab.Web.Hosting.Diagnostics;

namespace Collab.Bench.Circuits;

/// <summary>The real program as a process of its own: Release, Production, on a free loopback port.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>Few people stand for many, so none of them is slowed down.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoLimits = (from kind in (string[])["Post", "Change", "Create", "Read"]
                                                                           from part in (string[])["Burst", "PerSecond"]
                                                                           select $"Collab:Limits:{kind}:{part}").ToDictionary(name => name, _ => "1000000");

    private readonly GuardedProcess _process;

    private WebServer(GuardedProcess process, Uri address)
    {
        (_process, Address) = (process, address);
        Http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    private HttpClient Http { get; }

    public static async Task<WebServer> StartAsync(string data, CancellationToken ct)
    {
        var port = LoopbackPort.Free();
        var program = Path.Combine(SourceTree.Root, "Web", "bin", "Release", "net10.0", "Collab.Web.dll");
        var settings = new Dictionary<string, string>(NoLimits.Select(limit => KeyValuePair.Create(limit.Key.Replace(":", "__", StringComparison.Ordinal), limit.Value)))
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Collab__Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Collab__Host"] = "127.0.0.1",
            ["Collab__Data"] = data,
            ["Collab__DrainSeconds"] = "0",
            ["Collab__Diagnostics__Memory"] = "true",
        };
        var process = await GuardedProcess.StartAsync(
            new GuardedCommand(Environment.ProcessPath ?? "dotnet", [program], Path.Combine(data, "server.log")) { Environment = settings, RemoveWhenOrphaned = data }, ct);
        var server = new WebServer(process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));
        try
        {
            await Eventually.TrueAsync(() => server.IsReadyAsync(ct), "The program is ready", TimeSpan.FromSeconds(30));
            return server;
        }
        catch (TimeoutException error)
        {
            var log = process.LogTail();
            await server.DisposeAsync();
            throw new InvalidOperationException($"The program did not start:\n{log}", error);
        }
    }

    /// <summary>The live heap when nothing moves any more: two readings within half a percent.</summary>
    public async Task<MemoryReading> MeasureAsync(CancellationToken ct)
    {
        var before = await ReadAsync(ct);
        for (var i = 0; i < 8; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(700), ct);
            var now = await ReadAsync(ct);
            if (Math.Abs(now.Live - before.Live) < now.Live / 200)
                return now;
            before = now;
        }

        return before;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.KillAsync();
        await _process.DisposeAsync();
    }

    private async Task<MemoryReading> ReadAsync(CancellationToken ct)
    {
        using var answer = await Http.PostAsync(new Uri(MemoryDiagnostics.Address, UriKind.Relative), null, ct);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<MemoryReading>(ct) ?? throw new InvalidOperationException("No reading.");
    }

    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The program ended:\n{_process.LogTail()}");
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
