using System.Net;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Whoever may not see a thing gets, on every route, the answer of a thing that does not exist.</summary>
[Collection(WorldCollection.Name)]
public sealed class OutsiderTests(TestWorld world)
{
    private const string UnknownId = "1234567890123456789";

    /// <summary>A body that the route would take, by the route's name. A new route with a body adds its own here.</summary>
    internal static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>
    {
        ["requestRoaming"] = """{"handle":"ada","reason":"a reason that will do"}""",
        ["approveRoaming"] = "",
        ["refuseRoaming"] = "",
        ["endRoaming"] = "",
        ["setRoamingPolicy"] = """{"needsTwo":true}""",
        ["registerDevice"] = """{"name":"laptop"}""",
        ["noteSearch"] = """{"query":"x"}""",
        ["saveSearch"] = """{"query":"x","name":"x"}""",
        ["setWorkspaceRole"] = """{"role":"admin"}""",
        ["invitePeople"] = """{"emails":["x@acme.example"]}""",
        ["createChannel"] = """{"name":"theirs"}""",
        ["renameChannel"] = """{"name":"mine-now"}""",
        ["setTopic"] = """{"topic":"mine now"}""",
        ["addMembers"] = """{"people":["ODA"]}""",
        ["setMemberRole"] = """{"role":"manager"}""",
        ["uploadFile"] = "",
        ["pinMessage"] = "",
        ["setLifetime"] = """{"lifetimeSeconds":3600}""",
        ["recallMessage"] = "",
        ["removeMessage"] = """{"reason":"mine now"}""",
        ["setWorkspaceEditPolicy"] = """{"windowMinutes":5}""",
        ["setWorkspaceRecallPolicy"] = """{"windowMinutes":5}""",
        ["hideMessage"] = "",
        ["hideMessages"] = """{"seqs":[1]}""",
        ["clearHistory"] = "",
        ["restoreHistory"] = "{}",
        ["saveMessage"] = """{"state":"done"}""",
        ["postMessage"] = """{"text":"let me in"}""",
        ["editMessage"] = """{"text":"let me in"}""",
        ["replyInThread"] = """{"text":"let me in"}""",
        ["markRead"] = """{"seq":1}""",
        ["archiveChannel"] = "",
        ["markWorkspaceRead"] = "",
        ["unarchiveChannel"] = "",
        ["joinChannel"] = "",
        ["changePosting"] = """{"slowModeSeconds":5}""",
        ["previewMessage"] = """{"text":"@channel"}""",
        ["createGroup"] = """{"handle":"crew","name":"Crew"}""",
        ["leaveStream"] = "",
        ["signalTyping"] = "",
        ["starPlace"] = "",
        ["mutePlace"] = "{}",
        ["giveReaction"] = "",
        ["confirmMessage"] = "",
        ["remindConfirmation"] = "",
        ["setOrganizationRole"] = """{"role":"owner"}""",
        ["setPersonActive"] = """{"active":false}""",
    };

    // These say "admins only" to everybody who is not one, whatever the person: that tells nothing of her.
    private static readonly string[] ForAdminsOnly = ["setOrganizationRole", "setPersonActive"];

    [Fact]
    public async Task A_private_channel_is_not_there_for_outsiders_on_any_route()
    {
        foreach (var stream in new[] { world.Secret, world.Thread, world.Chat })
            await EachRouteAsync(stream.ToString(), world.First.Id.ToString(), world.Oda);
    }

    [Fact]
    public async Task A_channel_that_a_guest_is_not_in_is_not_there_for_her_on_any_route()
    {
        foreach (var stream in new[] { world.Secret, world.Thread, world.Chat })
            await EachRouteAsync(stream.ToString(), world.Second.Id.ToString(), world.Guss);
    }

    [Fact]
    public async Task What_is_no_id_is_not_there_either()
    {
        foreach (var id in new[] { "0", "-1", "01", "abc", "99999999999999999999", "1e3", "1.0", "1%2F2", "%E2%80%AE1", new string('9', 2000) })
        {
            Assert.Equal("not_found", await world.RefusedAsync(world.Ada, HttpMethod.Get, $"/streams/{id}", null, HttpStatusCode.NotFound));
            Assert.Equal("not_found", await world.RefusedAsync(world.Ada, HttpMethod.Get, $"/streams/{world.Secret}/messages/{id}", null, HttpStatusCode.NotFound));
        }
    }

    [Fact]
    public async Task An_outsider_left_nothing_behind()
    {
        await EachRouteAsync(world.Secret.ToString(), world.First.Id.ToString(), world.Oda);
        var head = await world.GetAsync(world.Ada, $"/streams/{world.Secret}");
        Assert.Equal("secret", (string?)head["name"]);
        Assert.Equal(2, (int?)head["memberCount"]);
        Assert.Null((string?)head["archivedAt"]);
        var people = await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/members");
        Assert.DoesNotContain(people["items"]!.AsArray(), m => (string?)m!["person"]!["id"] == world.Oda.Id.ToString());
    }

    private async Task EachRouteAsync(string stream, string workspace, TestPerson outsider)
    {
        var routes = Routes();
        Assert.True(routes.Length > 25, $"Only {routes.Length} routes.");
        foreach (var route in routes)
        {
            var real = await TryAsync(route, stream, workspace, outsider);
            var unknown = await TryAsync(route, UnknownId, UnknownId, outsider);
            var expected = ForAdminsOnly.Contains(route.Name) ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
            Assert.True(real.Status == expected, $"{route.Method} {route.Pattern}: {(int)real.Status} {real.Body}");
            Assert.Equal(unknown, real);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> TryAsync(Route route, string stream, string workspace, TestPerson outsider)
    {
        var address = route.Pattern
            .Replace("{stream:id}", stream, StringComparison.Ordinal)
            .Replace("{workspace:id}", workspace, StringComparison.Ordinal)
            .Replace("{person:id}", world.Ben.Id.ToString(), StringComparison.Ordinal)
            .Replace("{seq:id}", "1", StringComparison.Ordinal)
            .Replace("{file:id}", "1", StringComparison.Ordinal)
            .Replace("{roaming:id}", "1", StringComparison.Ordinal)
            .Replace("{side}", "read", StringComparison.Ordinal)
            .Replace("{emoji}", "%F0%9F%91%8D", StringComparison.Ordinal);
        if (route.Name == "listEvents")
            address += "?since=0";
        object? body = route.Method is "GET" or "DELETE"
            ? null
            : (Bodies.TryGetValue(route.Name, out var known) ? known : throw new InvalidOperationException($"Add a body for {route.Name}."))
                .Replace("ODA", outsider.Id.ToString(), StringComparison.Ordinal);
        using var answer = await world.SendAsync(outsider, new HttpMethod(route.Method), address, body is "" ? null : body);
        var problem = (await Calls.ProblemAsync(answer)).AsObject();
        problem.Remove("traceId");
        return (answer.StatusCode, problem.ToJsonString());
    }

    private Route[] Routes() =>
        [
            .. world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true && e.RoutePattern.RawText.Contains('{', StringComparison.Ordinal))
                .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => new Route(
                    e.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName, method, e.RoutePattern.RawText!["/api/v1".Length..])))
                // The profile of a person is not a route of a stream or workspace; its visibility is tested on its own.
                .Where(r => r.Pattern.Contains("{stream", StringComparison.Ordinal) || r.Pattern.Contains("{workspace", StringComparison.Ordinal) || ForAdminsOnly.Contains(r.Name)),
        ];

    private sealed record Route(string Name, string Method, string Pattern);
}
