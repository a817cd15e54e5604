using System.Net;
using Collab.Identity.Sessions;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Security;

/// <summary>What a proxy says is believed, what others say is not.</summary>
public sealed class ForwardedTests(ForwardedTests.Behind behind, ForwardedTests.BelievesAll believesAll)
    : IClassFixture<ForwardedTests.Behind>, IClassFixture<ForwardedTests.BelievesAll>
{
    private const string Proxy = "10.1.2.3";
    private const string Stranger = "203.0.113.99";
    private const string Visitor = "198.51.100.7";

    [Fact]
    public async Task A_trusted_proxy_tells_the_address_the_scheme_and_the_host()
    {
        using var signedIn = await behind.SignInAsync(behind.Ada, From(Proxy, Visitor));
        Assert.Equal(Visitor, await LastAddressAsync(behind));
        var cookie = Assert.Single(Pages.SetCookies(signedIn), c => c.StartsWith("__Host-collab=", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=lax", "path=/"], flag => Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase));

        (string, string)[] headers = [.. From(Proxy, Visitor), ("Cookie", Pages.CookiesOf(signedIn))];
        using var page = await behind.SendAsync(HttpMethod.Get, "/welcome", headers);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = await Pages.ForgeryTokenAsync(page),
            ["workspace"] = behind.First.Id.ToString(),
            ["emails"] = "new@acme.example",
        });
        using var invited = await behind.SendAsync(
            HttpMethod.Post, "/welcome/invite", [.. From(Proxy, Visitor), ("Cookie", $"{Pages.CookiesOf(signedIn)}; {Pages.CookiesOf(page)}")], form);
        Assert.Contains("https://chat.acme.example/invite/", await invited.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_anybody_else_says_is_not_believed()
    {
        using var signedIn = await behind.SignInAsync(behind.Ada, From(Stranger, Visitor));
        Assert.Equal(Stranger, await LastAddressAsync(behind));
        Assert.Contains(Pages.SetCookies(signedIn), c => c.StartsWith("collab=", StringComparison.Ordinal));
        Assert.DoesNotContain(Pages.SetCookies(signedIn), c => c.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Of_what_a_visitor_has_put_before_the_proxys_own_word_nothing_is_believed()
    {
        using var signedIn = await behind.SignInAsync(behind.Ada, From(Proxy, $"192.0.2.1, {Visitor}"));
        Assert.Equal(Visitor, await LastAddressAsync(behind));
    }

    [Fact]
    public async Task A_chain_of_trusted_proxies_is_followed_to_the_visitor()
    {
        using var signedIn = await behind.SignInAsync(behind.Ada, From(Proxy, $"{Visitor}, 10.9.9.9"));
        Assert.Equal(Visitor, await LastAddressAsync(behind));
    }

    [Fact]
    public async Task Where_every_sender_is_believed_only_the_last_word_counts()
    {
        using var signedIn = await believesAll.SignInAsync(believesAll.Ada, From(Proxy, $"192.0.2.1, {Visitor}"));
        Assert.Equal(Visitor, await LastAddressAsync(believesAll));
        Assert.Contains(Pages.SetCookies(signedIn), c => c.StartsWith("__Host-collab=", StringComparison.Ordinal));
    }

    private static (string, string)[] From(string peer, string forwardedFor) =>
    [
        (Peer.Header, peer), ("X-Forwarded-For", forwardedFor), ("X-Forwarded-Proto", string.Join(", ", forwardedFor.Split(',').Select(_ => "https"))),
        ("X-Forwarded-Host", string.Join(", ", forwardedFor.Split(',').Select(_ => "chat.acme.example"))),
    ];

    private static async Task<string?> LastAddressAsync(TestWorld world) =>
        (await world.Get<ListSessions>().ExecuteAsync(world.Ada.Actor, TestContext.Current.CancellationToken)).MaxBy(session => session.Id.Value)?.Address;

    /// <summary>Behind proxies in 10.0.0.0/8.</summary>
    public class Behind : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["TrustedProxies:0"] = "10.0.0.0/8" };

        protected override void Register(IServiceCollection services) => services.AddTransient<IStartupFilter, Peer>();
    }

    /// <summary>Started with ASPNETCORE_FORWARDEDHEADERS_ENABLED.</summary>
    public sealed class BelievesAll : TestWorld
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ForwardedHeaders_Enabled", "true");
        }

        // Before the framework's own filter, which reads the headers.
        protected override void Register(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, Peer>());
    }

    /// <summary>Every test comes from loopback: this lets it come from elsewhere, as the very first thing.</summary>
    private sealed class Peer : IStartupFilter
    {
        public const string Header = "Test-Peer";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, pipeline) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[Header], out var peer))
                    context.Connection.RemoteIpAddress = peer;
                return pipeline(context);
            });
            next(app);
        };
    }
}
