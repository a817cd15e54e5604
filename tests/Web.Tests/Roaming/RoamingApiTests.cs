using System.Net;
using System.Text.Json.Nodes;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Search;
using Xunit;

namespace Collab.Web.Tests.Roaming;

/// <summary>An auditor looks at what somebody sees, over the wire, and each look is entered.</summary>
public sealed class RoamingApiTests(AuditSearchApiTests.World world) : IClassFixture<AuditSearchApiTests.World>
{
    private const string Request = """{"handle":"ben","reason":"a leak of prices, reported on Monday","matter":"M-17","hours":1}""";

    [Fact]
    public async Task Places_and_pages_are_shown_with_the_names_that_are_needed_and_each_is_entered()
    {
        var view = await AskAsync(world.Iris);
        var places = await world.GetAsync(world.Iris, $"/audit/roaming/{view}/places");
        Assert.Contains(places["items"]!.AsArray(), p => (string?)p!["head"]!["id"] == world.Secret.ToString());
        Assert.Contains(places["people"]!.AsArray(), p => (string?)p!["displayName"] == "Ada");
        var page = await world.GetAsync(world.Iris, $"/audit/roaming/{view}/streams/{world.Secret}/messages?limit=2");
        Assert.Equal(["secret 2", "secret 3"], Texts(page));
        var older = await world.GetAsync(world.Iris, $"/audit/roaming/{view}/streams/{world.Secret}/messages?before={page["page"]!["items"]![0]!["seq"]}");
        Assert.Contains("secret 1", Texts(older));
        Assert.Equal(["a secret reply"], Texts(await world.GetAsync(world.Iris, $"/audit/roaming/{view}/streams/{world.Thread}/messages?since=2020-01-01T00:00:00Z")));

        var entries = await world.EntriesAsync($"roaming:{view}");
        Assert.Equal(["audit.roaming_requested", "audit.roaming_read", "audit.roaming_read", "audit.roaming_read", "audit.roaming_read"], entries.Select(e => e.Act));
        Assert.All(entries, e => Assert.Equal((world.Iris.Id.Value, "M-17", world.Ben.Id.ToString()), (e.Actor, (string?)e.Details["matter"], (string?)e.Details["person"])));
        Assert.Equal(["places", $"stream:{world.Secret}", $"stream:{world.Secret}", $"stream:{world.Thread}"], entries.Skip(1).Select(e => (string?)e.Details["shown"]));
        foreach (var reader in new[] { world.Iris, world.Otto, world.Ada })
            Assert.Equal(4, (int?)(await world.GetAsync(reader, "/audit/roaming"))["items"]!.AsArray().Single(v => (string?)v!["id"] == view)!["pages"]);
    }

    [Fact]
    public async Task It_is_not_there_for_anybody_else()
    {
        var view = await AskAsync(world.Iris);
        foreach (var person in new[] { world.Ada, world.Ben, world.Guss, world.Otto })
        {
            await world.RefusedAsync(person, HttpMethod.Get, $"/audit/roaming/{view}/places", null, HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Get, $"/audit/roaming/{view}/streams/{world.Open}/messages", null, HttpStatusCode.NotFound);
        }

        foreach (var person in new[] { world.Ben, world.Guss })
        {
            await world.RefusedAsync(person, HttpMethod.Get, "/audit/roaming", null, HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Post, "/audit/roaming", Request, HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Post, $"/audit/roaming/{view}/end", null, HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Post, $"/audit/roaming/{view}/approval", null, HttpStatusCode.NotFound);
        }

        await world.RefusedAsync(world.Otto, HttpMethod.Put, "/policies/roaming", """{"needsTwo":true}""", HttpStatusCode.NotFound);
        Assert.Equal("roaming.person", await world.RefusedAsync(world.Iris, HttpMethod.Post, "/audit/roaming", """{"handle":"nobody-at-all","reason":"long enough a reason"}""", HttpStatusCode.BadRequest, "handle"));
        Assert.Equal("roaming.reason", await world.RefusedAsync(world.Iris, HttpMethod.Post, "/audit/roaming", """{"handle":"ben"}""", HttpStatusCode.BadRequest, "reason"));
    }

    [Fact]
    public async Task With_four_eyes_it_waits_and_whoever_asked_cannot_let_it()
    {
        await world.JsonAsync(world.Ada, HttpMethod.Put, "/policies/roaming", new { needsTwo = true }, HttpStatusCode.NoContent);
        try
        {
            Assert.True((bool)(await world.GetAsync(world.Ben, "/policies/roaming"))["needsTwo"]!);
            var view = await AskAsync(world.Iris);
            Assert.Equal("roaming.not_open", await world.RefusedAsync(world.Iris, HttpMethod.Get, $"/audit/roaming/{view}/places", null, HttpStatusCode.Conflict));
            Assert.Equal("roaming.own", await world.RefusedAsync(world.Iris, HttpMethod.Post, $"/audit/roaming/{view}/approval", null, HttpStatusCode.Forbidden));
            await world.JsonAsync(world.Otto, HttpMethod.Post, $"/audit/roaming/{view}/approval");
            Assert.Equal("roaming.decided", await world.RefusedAsync(world.Ada, HttpMethod.Post, $"/audit/roaming/{view}/refusal", null, HttpStatusCode.Conflict));
            await world.GetAsync(world.Iris, $"/audit/roaming/{view}/places");
            await world.JsonAsync(world.Ada, HttpMethod.Post, $"/audit/roaming/{view}/end", null, HttpStatusCode.NoContent);
            Assert.Equal("roaming.not_open", await world.RefusedAsync(world.Iris, HttpMethod.Get, $"/audit/roaming/{view}/places", null, HttpStatusCode.Conflict));
        }
        finally
        {
            await world.JsonAsync(world.Ada, HttpMethod.Put, "/policies/roaming", new { needsTwo = false }, HttpStatusCode.NoContent);
        }
    }

    private static IEnumerable<string> Texts(JsonNode page) => page["page"]!["items"]!.AsArray().Where(m => m!["note"] is null).Select(m => (string)m!["text"]!);

    private async Task<string> AskAsync(TestPerson auditor) => (string)(await world.JsonAsync(auditor, HttpMethod.Post, "/audit/roaming", Request, HttpStatusCode.Created))["id"]!;
}
