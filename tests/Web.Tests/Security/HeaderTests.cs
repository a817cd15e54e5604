using System.Text.RegularExpressions;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Collab.Web.Tests.Security;

/// <summary>Every route there is, asked as the proxy asks: over HTTPS.</summary>
public sealed partial class HeaderTests(HeaderTests.World world) : IClassFixture<HeaderTests.World>
{
    private static readonly (string Name, string Value)[] OverHttps =
        [("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "chat.acme.example")];

    [Fact]
    public async Task Every_route_answers_with_the_strict_headers()
    {
        var routes = Routes();
        Assert.InRange(routes.Count, 60, 2000);
        foreach (var (method, path) in routes)
        {
            using var content = method == "GET" || method == "HEAD" ? null : new StringContent("{}");
            using var answer = await world.SendAsync(new HttpMethod(method), path, OverHttps, content);
            CheckHeaders(answer, $"{method} {path}");
        }
    }

    [Fact]
    public async Task So_do_addresses_that_nothing_answers_and_requests_that_cannot_be_read()
    {
        using var missing = await world.SendAsync(HttpMethod.Get, "/no/such/page", OverHttps);
        CheckHeaders(missing, "a missing page");
        using var wrongMethod = await world.SendAsync(HttpMethod.Patch, "/signin", OverHttps);
        CheckHeaders(wrongMethod, "a wrong method");
        using var content = new StringContent("{");
        using var unreadable = await world.SendAsync(HttpMethod.Post, "/api/v1/chats", [.. OverHttps, ("Authorization", $"Bearer {world.Ada.Token}")], content);
        CheckHeaders(unreadable, "an unreadable body");
    }

    [Fact]
    public async Task Every_cookie_is_out_of_reach_of_scripts_of_other_sites_and_of_plain_connections()
    {
        using var page = await world.SendAsync(HttpMethod.Get, "/signin", OverHttps);
        using var signedIn = await world.SignInAsync(world.Ada, OverHttps);
        string[] cookies = [.. Pages.SetCookies(page), .. Pages.SetCookies(signedIn)];
        Assert.Contains(cookies, cookie => cookie.StartsWith("__Host-collab=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i); samesite=(lax|strict)", cookie);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Over_plain_HTTP_browsers_are_not_told_to_insist_on_TLS()
    {
        using var answer = await world.SendAsync(HttpMethod.Get, "/signin", []);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    private static void CheckHeaders(HttpResponseMessage answer, string what)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : "";

        var policy = Header("Content-Security-Policy");
        Assert.True(policy.Contains("default-src 'self'; script-src 'self';", StringComparison.Ordinal) && !policy.Contains('|', StringComparison.Ordinal), $"{what}: {policy}");
        Assert.All(["object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"], part => Assert.Contains(part, policy, StringComparison.Ordinal));
        Assert.Equal((what, "nosniff"), (what, Header("X-Content-Type-Options")));
        Assert.Equal((what, "DENY"), (what, Header("X-Frame-Options")));
        Assert.Equal((what, "no-referrer"), (what, Header("Referrer-Policy")));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal((what, "same-origin"), (what, Header("Cross-Origin-Opener-Policy")));
        Assert.Equal((what, "max-age=31536000"), (what, Header("Strict-Transport-Security")));
        Assert.False(answer.Headers.Contains("Server"), what);
        Assert.False(answer.Headers.Contains("X-Powered-By"), what);
    }

    private List<(string Method, string Path)> Routes() =>
    [
        .. (from endpoint in world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let path = Parameter().Replace("/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'), world.Open.ToString())
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select (method, path)).Distinct(),
    ];

    /// <summary>Reached over HTTPS, as its settings say.</summary>
    public sealed class World : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Url"] = "https://chat.acme.example" };
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
