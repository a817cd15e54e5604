using System.Net;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Security;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>What is sent to a collector, and what never is.</summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task Metrics_and_traces_reach_the_collector_without_texts_addresses_and_secrets()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var world = new World(collector.Endpoint);
        await world.InitializeAsync();
        await ActAsync(world);

        // Says no although it sends: the reader that is scraped has nobody to send to.
        world.Get<MeterProvider>().ForceFlush(5_000);
        Assert.True(world.Get<TracerProvider>().ForceFlush(5_000));

        var (metrics, traces) = (collector.Sent("MetricsService"), collector.Sent("TraceService"));
        Assert.Contains("collab.messages.posted", metrics, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("/invite/{token}", traces, StringComparison.Ordinal);
        Assert.Contains("/api/v1/streams/{stream:id}/messages", traces, StringComparison.Ordinal);
        foreach (var secret in new[] { "zebra", "acme.example", world.Ada.Token, "collab_pat_", "correct horse", world.Secret.ToString() })
        {
            Assert.DoesNotContain(secret, metrics, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, traces, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task ActAsync(TestWorld world)
    {
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{world.Secret}/messages", new { text = "zebra text" }, HttpStatusCode.Created);
        using var signedIn = await world.SignInAsync(world.Ada);
        foreach (var path in new[]
                 {
                     "/invite/zebra-secret", "/reset/zebra-secret", "/zebra/page", "/signin?return=%2Fzebra", $"/w/first/c/{world.Secret}?q=zebra", "/api/v1/zebra?secret=zebra",
                     $"/api/v1/streams/{world.Secret}?cursor=zebra",
                 })
        {
            using var answer = await world.SendAsync(HttpMethod.Get, path, [("Authorization", $"Bearer {world.Ada.Token}"), ("Cookie", Pages.CookiesOf(signedIn))]);
        }
    }

    private sealed class World(string endpoint) : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Telemetry:OtlpEndpoint"] = endpoint };
    }
}
