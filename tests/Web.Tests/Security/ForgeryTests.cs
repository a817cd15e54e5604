using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Collab.Web.Tests.Security;

/// <summary>What another site's page can make a browser send, with the cookie that the browser adds.</summary>
[Collection(WorldCollection.Name)]
public sealed partial class ForgeryTests(TestWorld world)
{
    [Fact]
    public async Task Every_change_through_the_API_that_only_a_cookie_vouches_for_is_refused()
    {
        var cookie = await world.CookieOfAsync(world.Ada);
        var changes = Changes();
        Assert.InRange(changes.Count, 15, 200);
        foreach (var (method, path) in changes)
        {
            using var answer = await SendAsync(method, path, cookie);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {(int)answer.StatusCode}");
            Assert.Equal("antiforgery.missing", (string?)(await Calls.ProblemAsync(answer))["code"]);
        }
    }

    [Fact]
    public async Task A_page_of_ours_may_change_things_with_its_token_and_a_page_of_another_site_may_not_even_with_it()
    {
        var (cookie, token) = await PageAsync();
        using var own = await PostAsync(cookie, token, null);
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
        using var ownOrigin = await PostAsync(cookie, token, world.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Created, ownOrigin.StatusCode);
        foreach (var origin in new[] { "https://evil.example", "null", "http://localhost:1" })
        {
            using var foreign = await PostAsync(cookie, token, origin);
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_of_one_person_is_not_good_for_another()
    {
        var (cookie, token) = await PageAsync();
        var others = await world.CookieOfAsync(world.Ben);
        using var answer = await PostAsync(Regex.Replace(cookie, "collab=[^;]+", others), token, null);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/hubs/events")]
    [InlineData("/_blazor")]
    public async Task A_socket_from_another_sites_page_is_refused_although_the_browser_adds_the_cookie(string path)
    {
        using var foreign = await SocketAsync(path, "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.HttpStatusCode);
        using var own = await SocketAsync(path, world.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(WebSocketState.Open, own.State);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private List<(HttpMethod Method, string Path)> Changes() =>
    [
        .. from endpoint in world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let path = "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/')
           where path.StartsWith("/api/", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
           where method is not ("GET" or "HEAD" or "OPTIONS")
           select (new HttpMethod(method), Parameter().Replace(path, world.Open.ToString())),
    ];

    private async Task<(string Cookie, string Token)> PageAsync()
    {
        var session = await world.CookieOfAsync(world.Ada);
        using var page = await world.SendAsync(HttpMethod.Get, "/preferences/tokens", [("Cookie", session)]);
        return ($"{session}; {Pages.CookiesOf(page)}", await Pages.ForgeryTokenAsync(page));
    }

    private Task<HttpResponseMessage> PostAsync(string cookie, string token, string? origin) =>
        SendAsync(
            HttpMethod.Post, $"/api/v1/streams/{world.Open}/messages", cookie,
            [("RequestVerificationToken", token), .. origin is null ? Array.Empty<(string, string)>() : [("Origin", origin)]]);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string cookie, params (string Name, string Value)[] headers)
    {
        using var content = new StringContent("""{"text":"by cookie"}""", Encoding.UTF8, "application/json");
        return await world.SendAsync(method, path, [("Cookie", cookie), .. headers], content);
    }

    private async Task<ClientWebSocket> SocketAsync(string path, string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", await world.CookieOfAsync(world.Ada));
        socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(world.Address, path)) { Scheme = "ws" }.Uri, Ct);
        }
        catch (WebSocketException)
        {
            // Refused: the status says how.
        }

        return socket;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
