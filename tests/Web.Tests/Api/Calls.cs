using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Calls of the API.</summary>
internal static class Calls
{
    public static async Task<HttpResponseMessage> SendAsync(this TestWorld world, TestPerson? who, HttpMethod method, string address, object? body = null)
    {
        using var client = world.Http(who?.Token);
        using var request = new HttpRequestMessage(method, "/api/v1" + address);
        request.Content = body switch
        {
            null => null,
            string json => new StringContent(json, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, options: JsonSerializerOptions.Web),
        };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The answer's JSON; the status must be the one that is expected.</summary>
    public static async Task<JsonNode> JsonAsync(
        this TestWorld world, TestPerson who, HttpMethod method, string address, object? body = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await world.SendAsync(who, method, address, body);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{method} {address}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text) ?? new JsonObject();
    }

    public static Task<JsonNode> GetAsync(this TestWorld world, TestPerson who, string address) => world.JsonAsync(who, HttpMethod.Get, address);

    /// <summary>The problem's code; everything that a problem must have is checked.</summary>
    public static async Task<string> RefusedAsync(
        this TestWorld world, TestPerson? who, HttpMethod method, string address, object? body, HttpStatusCode status, string? field = null)
    {
        using var answer = await world.SendAsync(who, method, address, body);
        var problem = await ProblemAsync(answer);
        Assert.True(answer.StatusCode == status, $"{method} {address}: {(int)answer.StatusCode} {problem}");
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.False(string.IsNullOrEmpty((string?)problem["title"]));
        Assert.False(string.IsNullOrEmpty((string?)problem["detail"]));
        Assert.False(string.IsNullOrEmpty((string?)problem["traceId"]));
        if (field is not null)
            Assert.Equal(field, (string?)problem["field"]);
        return (string?)problem["code"] ?? "";
    }

    public static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {text}");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return JsonNode.Parse(text) ?? new JsonObject();
    }
}
