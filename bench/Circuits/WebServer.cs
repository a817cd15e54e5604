using System.Net.Http.Json;
using Collab.Support.Servers;
using Collab.Web.Hosting.Diagnostics;

namespace Collab.Bench.Circuits;

/// <summary>A node that tells how much memory it uses.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>Few people stand for many, so none of them is slowed down.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoLimits = (from kind in (string[])["Post", "Change", "Create", "Read"]
                                                                           from part in (string[])["Burst", "PerSecond"]
                                                                           select $"Collab:Limits:{kind}:{part}").ToDictionary(name => name, _ => "1000000");

    private readonly WebNode _node;

    private WebServer(WebNode node)
    {
        _node = node;
        Http = new HttpClient { BaseAddress = node.Address };
    }

    public Uri Address => _node.Address;

    private HttpClient Http { get; }

    public static async Task<WebServer> StartAsync(string data, CancellationToken ct)
    {
        var settings = new Dictionary<string, string>(NoLimits) { ["Collab:DrainSeconds"] = "0", ["Collab:Diagnostics:Memory"] = "true" };
        return new WebServer(await WebNode.StartAsync(new WebNodeOptions("bench", data) { Settings = settings }, ct));
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
        await _node.KillAsync();
        await _node.DisposeAsync();
    }

    private async Task<MemoryReading> ReadAsync(CancellationToken ct)
    {
        using var answer = await Http.PostAsync(new Uri(MemoryDiagnostics.Address, UriKind.Relative), null, ct);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<MemoryReading>(ct) ?? throw new InvalidOperationException("No reading.");
    }
}
