using System.Net;
using System.Text;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Who gets in at all: tokens, cookies, other sites' pages.</summary>
[Collection(WorldCollection.Name)]
public sealed class GateTests(TestWorld world)
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer x")]
    [InlineData("Bearer collab_pat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic YTpi")]
    public async Task Without_a_good_token_nothing_is_answered(string? authorization)
    {
        using var client = world.Http();
        if (authorization is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        foreach (var address in new[] { "/api/v1/me", $"/api/v1/streams/{world.Secret}", "/api/v1/streams/1234567890123456789" })
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            Assert.Equal("unauthenticated", (string?)(await Calls.ProblemAsync(answer))["code"]);
        }
    }

    [Fact]
    public async Task A_token_in_an_address_is_no_token()
    {
        using var client = world.Http();
        using var answer = await client.GetAsync(new Uri($"/api/v1/me?access_token={world.Ada.Token}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_cookie_alone_reads_but_changes_nothing()
    {
        var cookie = await world.CookieOfAsync(world.Ada);
        using var client = world.Http();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        using var read = await client.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        foreach (var authorization in new[] { null, "Basic YTpi" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/streams/{world.Open}/messages");
            request.Content = new StringContent("""{"text":"forged"}""", Encoding.UTF8, "application/json");
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var forged = await client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
            Assert.Equal("antiforgery.missing", (string?)(await Calls.ProblemAsync(forged))["code"]);
        }
    }

    [Theory]
    [InlineData("/hubs/events")]
    [InlineData("/hubs/events/negotiate")]
    [InlineData("/_blazor/negotiate")]
    public async Task Another_sites_page_opens_no_socket(string address)
    {
        using var client = world.Http(world.Ada.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, address + "?negotiateVersion=1");
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Other_sites_are_not_let_in_by_CORS()
    {
        using var client = world.Http(world.Ada.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await client.SendAsync(request, Ct);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
