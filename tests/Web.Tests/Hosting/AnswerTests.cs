using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Web.Hosting.Draining;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hubs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>Headers, health, metrics, error pages and logs of a running node; the last test ends its life.</summary>
public sealed class AnswerTests(AnswerTests.World world) : IClassFixture<AnswerTests.World>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/api/v1/me")]
    [InlineData("/signin")]
    [InlineData("/no/such/page")]
    public async Task Every_answer_carries_the_strict_headers(string address)
    {
        using var answer = await GetAsync(address);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Ready_names_its_checks_and_nothing_else()
    {
        using var answer = await GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var health = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal(["bus", "draining", "stores"], health!["checks"]!.AsObject().Select(c => c.Key).Order());
    }

    [Fact]
    public async Task Metrics_are_for_the_machine_itself_and_count_messages()
    {
        await world.PostAsync(world.Ada, world.Open, "counted");
        using var own = await GetAsync("/metrics");
        Assert.Contains("collab_messages_posted", await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var client = world.Http();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var other = await client.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_failure_is_a_problem_for_programs_and_a_plain_page_for_people()
    {
        using var api = await world.SendAsync(world.Ada, HttpMethod.Get, $"/streams/{World.Broken}");
        Assert.Equal(HttpStatusCode.InternalServerError, api.StatusCode);
        var problem = await Calls.ProblemAsync(api);
        Assert.Equal("internal", (string?)problem["code"]);
        Assert.DoesNotContain(World.Cause, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_hold_neither_messages_nor_tokens_nor_addresses()
    {
        await world.PostAsync(world.Ada, world.Open, "zebra-unicorn-text");
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{world.Open}/messages", new { text = "zebra-unicorn-text" }, HttpStatusCode.Created);
        using var client = world.Http(world.Ada.Token + "x");
        using var refused = await client.GetAsync(new Uri("/api/v1/me?secret=zebra-query", UriKind.Relative), TestContext.Current.CancellationToken);
        using var invitation = await client.GetAsync(new Uri("/invite/zebra-invitation", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(world.Lines, line => line.Contains("zebra", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Lines, line => line.Contains("@acme.example", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Lines, line => line.Contains("collab_pat_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draining_node_is_not_ready_and_tells_its_programs()
    {
        await using var own = new World();
        await own.InitializeAsync();
        await using var program = await HubProgram.ConnectAsync(own, own.Ada);
        var draining = own.Get<Drain>().RunAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => program.Told("draining").Count > 0, "the program is told");
        using var client = own.Http();
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        await program.DisposeAsync();
        await draining.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var client = world.Http();
        return await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>A node whose log is kept, at the most talkative setting, and one stream of which breaks.</summary>
    public sealed class World : TestWorld
    {
        public const string Broken = "77";
        public const string Cause = "connection-string-with-password";

        private readonly LogLines _lines = new();

        public IReadOnlyCollection<string> Lines => _lines.Lines;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Logging:LogLevel:Default", "Trace").UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Trace");
        }

        protected override void Register(IServiceCollection services)
        {
            services.AddSingleton<ILoggerProvider>(_lines);
            services.Decorate<IStreamStore>((inner, _) => new BreakingStreams(inner));
        }
    }
}
