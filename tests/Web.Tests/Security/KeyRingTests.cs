using System.Net;
using Collab.Support.Servers;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Security;

/// <summary>What one node has protected, another reads, because they share the directory; the Redis that they are told of is not there.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-keys-").FullName;
    private readonly int _nobody = LoopbackPort.Free();

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_form_of_one_node_is_taken_by_another_of_the_installation_and_by_no_third()
    {
        await using var first = new Node(_data, _nobody);
        await using var second = new Node(_data, _nobody);
        await using var stranger = new CollabApp();
        using var page = await first.SendAsync(HttpMethod.Get, "/setup", []);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(second, page));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(stranger, page));
    }

    [Fact]
    public async Task The_keys_outlive_the_node_that_made_them()
    {
        HttpResponseMessage page;
        await using (var gone = new Node(_data, _nobody))
            page = await gone.SendAsync(HttpMethod.Get, "/setup", []);
        await using var next = new Node(_data, _nobody);
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

    private sealed class Node(string data, int redis) : CollabApp
    {
        protected override IReadOnlyDictionary<string, string> Settings =>
            new Dictionary<string, string> { ["Data"] = data, ["Bus:Provider"] = "Redis", ["Bus:Redis"] = $"127.0.0.1:{redis}" };
    }
}
