using System.Net;
using Collab.Support.Servers;
using Collab.Web.Tests.Hosting;
using Xunit;

[assembly: AssemblyFixture(typeof(RedisFixture))]

namespace Collab.Web.Tests.Security;

/// <summary>What one node has protected, another reads: over a real Redis.</summary>
public sealed class KeyRingTests(RedisFixture redis)
{
    [Fact]
    public async Task A_form_of_one_node_is_taken_by_another_that_shares_the_keys_over_redis_and_by_no_third()
    {
        var endpoint = (await redis.ServerAsync()).Endpoint;
        await using var first = new Node(endpoint);
        await using var second = new Node(endpoint);
        await using var stranger = new Node(null);
        using var page = await first.SendAsync(HttpMethod.Get, "/setup", []);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(second, page));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(stranger, page));
    }

    [Fact]
    public async Task The_keys_outlive_the_node_that_made_them()
    {
        var endpoint = (await redis.ServerAsync()).Endpoint;
        HttpResponseMessage page;
        await using (var gone = new Node(endpoint))
            page = await gone.SendAsync(HttpMethod.Get, "/setup", []);
        await using var next = new Node(endpoint);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(next, page));
        page.Dispose();
    }

    private static async Task<HttpStatusCode> PostAsync(CollabApp node, HttpResponseMessage page)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = await Pages.ForgeryTokenAsync(page),
            ["step"] = "1",
            ["act"] = "next",
        });
        using var answer = await node.SendAsync(HttpMethod.Post, "/setup", [("Cookie", Pages.CookiesOf(page))], form);
        return answer.StatusCode;
    }

    private sealed class Node(string? redis) : CollabApp
    {
        protected override IReadOnlyDictionary<string, string> Settings =>
            redis is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Bus:Provider"] = "Redis", ["Bus:Redis"] = redis };
    }
}
