using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Holds;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Support.Files;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Search;
using Xunit;

namespace Collab.Web.Tests.Holds;

/// <summary>Legal holds over the wire: who may place, see and release them, and how an auditor finds what they keep.</summary>
public sealed class HoldApiTests(HoldApiTests.World world) : IClassFixture<HoldApiTests.World>
{
    private const string Why = "prices were known outside";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_placed_is_listed_with_names_and_entered()
    {
        var hold = await PlaceAsync(world.Ada, new { name = " Matter  17 ", reason = Why, people = new[] { "@ben" }, channels = new[] { "#open" }, from = "2026-01-01T00:00:00Z" });

        var list = await world.GetAsync(world.Hana, "/holds");
        var item = list["items"]!.AsArray().Single(h => (string?)h!["hold"]!["id"] == hold)!;
        Assert.Equal(("Matter 17", Why, world.Ada.Id.ToString()), ((string?)item["hold"]!["name"], (string?)item["hold"]!["reason"], (string?)item["hold"]!["placedBy"]));
        Assert.Equal([world.Ben.Id.ToString()], item["hold"]!["scope"]!["people"]!.AsArray().Select(p => (string?)p));
        Assert.Equal([world.Open.ToString()], item["hold"]!["scope"]!["channels"]!.AsArray().Select(p => (string?)p));
        Assert.NotNull(item["kept"]!["messages"]);
        Assert.Contains(list["people"]!.AsArray(), p => (string?)p!["displayName"] == "Ben");
        var entry = Assert.Single(await world.EntriesAsync($"hold:{hold}"));
        Assert.Equal(("hold.placed", world.Ada.Id.Value, Why, world.Ben.Id.ToString()), (entry.Act, entry.Actor, (string?)entry.Details["reason"], (string?)entry.Details["people"]));
    }

    [Fact]
    public async Task It_is_not_there_for_members_guests_and_auditors()
    {
        var hold = await PlaceAsync(world.Ada, new { name = "Matter 18", reason = Why, people = new[] { "ben" } });
        foreach (var person in new[] { world.Ben, world.Guss, world.Iris })
        {
            await world.RefusedAsync(person, HttpMethod.Get, "/holds", null, HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Get, "/policies/holds", null, HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Post, "/holds", $$"""{"name":"Mine","reason":"{{Why}}","everything":true}""", HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Post, $"/holds/{hold}/release", $$"""{"reason":"{{Why}}"}""", HttpStatusCode.NotFound);
            await world.RefusedAsync(person, HttpMethod.Post, $"/holds/{hold}/keep", null, HttpStatusCode.NotFound);
        }

        await world.RefusedAsync(world.Hana, HttpMethod.Put, "/policies/holds", """{"needsTwo":true}""", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_runs_the_organization_does_not_see_the_hold_that_names_her()
    {
        var hold = await PlaceAsync(world.Ada, new { name = "Matter 19", reason = Why, people = new[] { "hana" } });

        Assert.DoesNotContain((await world.GetAsync(world.Hana, "/holds"))["items"]!.AsArray(), h => (string?)h!["hold"]!["id"] == hold);
        await world.RefusedAsync(world.Hana, HttpMethod.Post, $"/holds/{hold}/release", $$"""{"reason":"{{Why}}"}""", HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Hana, HttpMethod.Post, $"/holds/{hold}/keep", null, HttpStatusCode.NotFound);
        Assert.Equal("hold.self", await world.RefusedAsync(world.Hana, HttpMethod.Post, "/holds", $$"""{"name":"Mine","reason":"{{Why}}","people":["hana"]}""", HttpStatusCode.BadRequest, "people"));
    }

    [Theory]
    [InlineData("""{"name":"x","reason":"a reason that will do","everything":true}""", "hold.name", "name")]
    [InlineData("""{"name":"Matter","reason":"short","everything":true}""", "hold.reason", "reason")]
    [InlineData("""{"name":"Matter","reason":"a reason that will do"}""", "hold.scope", "people")]
    [InlineData("""{"name":"Matter","reason":"a reason that will do","everything":true,"people":["ben"]}""", "hold.scope", "everything")]
    [InlineData("""{"name":"Matter","reason":"a reason that will do","people":["nobody-at-all"]}""", "hold.person", "people")]
    [InlineData("""{"name":"Matter","reason":"a reason that will do","channels":["#nowhere"]}""", "hold.channel", "channels")]
    [InlineData("""{"name":"Matter","reason":"a reason that will do","channels":["no-workspace/open"]}""", "hold.channel", "channels")]
    [InlineData("""{"name":"Matter","reason":"a reason that will do","everything":true,"from":"2026-02-01T00:00:00Z","until":"2026-02-01T00:00:00Z"}""", "hold.dates", "until")]
    public async Task What_cannot_be_placed_is_said_with_the_field(string body, string code, string field) =>
        Assert.Equal(code, await world.RefusedAsync(world.Ada, HttpMethod.Post, "/holds", body, HttpStatusCode.BadRequest, field));

    [Fact]
    public async Task A_channel_of_several_workspaces_is_named_with_its_own()
    {
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/workspaces/{world.First.Id}/channels", new { name = "twice", visibility = "private" }, HttpStatusCode.Created);
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/workspaces/{world.Second.Id}/channels", new { name = "twice", visibility = "private" }, HttpStatusCode.Created);
        Assert.Equal("hold.channel", await world.RefusedAsync(world.Ada, HttpMethod.Post, "/holds", $$"""{"name":"Matter","reason":"{{Why}}","channels":["twice"]}""", HttpStatusCode.BadRequest, "channels"));
        await PlaceAsync(world.Ada, new { name = "Matter 20", reason = Why, channels = new[] { $"{world.First.Slug}/twice" } });
    }

    [Fact]
    public async Task With_four_eyes_whoever_asks_cannot_release_and_another_can_or_keeps_it()
    {
        await world.JsonAsync(world.Ada, HttpMethod.Put, "/policies/holds", new { needsTwo = true }, HttpStatusCode.NoContent);
        try
        {
            Assert.True((bool)(await world.GetAsync(world.Hana, "/policies/holds"))["needsTwo"]!);
            var hold = await PlaceAsync(world.Ada, new { name = "Matter 21", reason = Why, people = new[] { "ben" } });
            Assert.Equal("hold.release_reason", await world.RefusedAsync(world.Ada, HttpMethod.Post, $"/holds/{hold}/release", "{}", HttpStatusCode.BadRequest, "reason"));
            Assert.Null((await ReleaseAsync(world.Ada, hold))["release"]!["releasedAt"]);
            Assert.Equal("hold.own", await world.RefusedAsync(world.Ada, HttpMethod.Post, $"/holds/{hold}/release", $$"""{"reason":"{{Why}}"}""", HttpStatusCode.Forbidden));
            Assert.Null((await world.JsonAsync(world.Hana, HttpMethod.Post, $"/holds/{hold}/keep"))["release"]);
            await ReleaseAsync(world.Ada, hold);
            Assert.Equal(world.Hana.Id.ToString(), (string?)(await ReleaseAsync(world.Hana, hold))["release"]!["releasedBy"]);
            Assert.Equal("hold.released", await world.RefusedAsync(world.Hana, HttpMethod.Post, $"/holds/{hold}/keep", null, HttpStatusCode.Conflict));
            Assert.Equal("hold.released", await world.RefusedAsync(world.Hana, HttpMethod.Post, $"/holds/{hold}/release", $$"""{"reason":"{{Why}}"}""", HttpStatusCode.Conflict));
            Assert.Equal(["hold.placed", "hold.release_asked", "hold.kept", "hold.release_asked", "hold.released"], (await world.EntriesAsync($"hold:{hold}")).Select(e => e.Act));
        }
        finally
        {
            await world.JsonAsync(world.Ada, HttpMethod.Put, "/policies/holds", new { needsTwo = false }, HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task An_auditor_finds_what_is_kept_by_its_words_its_earlier_words_and_where_it_was()
    {
        await PlaceAsync(world.Ada, new { name = "Matter 22", reason = Why, channels = new[] { $"{world.First.Slug}/secret" } });
        var file = await UploadAsync("the gallium price");
        var said = await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{world.Secret}/messages", new { text = "gallium goes up", files = new[] { new { id = file } } }, HttpStatusCode.Created);
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{world.Secret}/messages/{said["seq"]}", new { text = "nothing to see" });
        var reply = await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{world.Secret}/messages/{said["seq"]}/replies", new { text = "gallium, really?" }, HttpStatusCode.Created);
        await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{reply["stream"]}/messages/{reply["seq"]}/recall");
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{world.Secret}/messages/{said["seq"]}/recall");
        var search = (string)(await world.JsonAsync(world.Iris, HttpMethod.Post, "/audit/searches", new { reason = Why, matter = "M-22" }, HttpStatusCode.Created))["id"]!;

        await Eventually.TrueAsync(async () => (await TextsAsync(search, "gallium")).Count == 2, "both are found", TimeSpan.FromSeconds(30));
        Assert.Equal(["gallium, really?", "nothing to see"], (await TextsAsync(search, "gallium")).Order(StringComparer.Ordinal));
        Assert.Equal(["nothing to see"], await TextsAsync(search, "gallium from:ada"));
        Assert.Equal(["gallium, really?"], await TextsAsync(search, "gallium is:thread"));
        Assert.Equal(2, (await TextsAsync(search, "in:#secret gallium")).Count);
        Assert.Empty(await TextsAsync(search, "gallium in:#open"));
        var answer = await FindAsync(search, "gallium from:ada");
        Assert.Equal("gallium goes up", (string?)(await FindAsync(search, "goes from:ada"))["found"]!["items"]![0]!["excerpt"]!["text"]);
        var held = Assert.Single(answer["held"]!.AsArray())!;
        Assert.Equal(("recalled", "gallium goes up", (string?)said["id"]), ((string?)held["cause"], (string?)held["edits"]![0]!["text"], (string?)held["message"]));
        var first = await FindAsync(search, "gallium", "&limit=1");
        Assert.Single((await FindAsync(search, "gallium", $"&limit=1&cursor={first["found"]!["next"]}"))["found"]!["items"]!.AsArray());
        await world.RefusedAsync(world.Iris, HttpMethod.Get, $"/audit/searches/{search}/messages?q=gallium&cursor={first["found"]!["next"]}", null, HttpStatusCode.BadRequest);

        // Among what is there it is not, and others have no such search.
        Assert.Empty((await world.GetAsync(world.Iris, $"/audit/searches/{search}/messages?q=gallium"))["found"]!["items"]!.AsArray());
        await world.RefusedAsync(world.Ada, HttpMethod.Get, $"/audit/searches/{search}/messages?q=gallium&held=true", null, HttpStatusCode.NotFound);

        using (var opened = await world.SendAsync(world.Iris, HttpMethod.Get, $"/audit/searches/{search}/held/{world.Secret}/files/{file}"))
            Assert.Contains("the gallium price", await opened.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await world.RefusedAsync(world.Ada, HttpMethod.Get, $"/audit/searches/{search}/held/{world.Secret}/files/{file}", null, HttpStatusCode.NotFound);
        // It went with the message, not with the reply.
        await world.RefusedAsync(world.Iris, HttpMethod.Get, $"/audit/searches/{search}/held/{reply["stream"]}/files/{file}", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Iris, HttpMethod.Get, $"/audit/searches/{search}/held/{world.Open}/files/{file}", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Ada, HttpMethod.Get, $"/streams/{world.Secret}/files/{file}", null, HttpStatusCode.NotFound);
        var entries = await world.EntriesAsync($"audit_search:{search}");
        Assert.Equal(($"file:{file}", "M-22"), ((string?)entries[^3].Details["opened held"], (string?)entries[^3].Details["matter"]));
        Assert.Contains(entries, e => (string?)e.Details["of"] == "what holds keep");
    }

    [Fact]
    public async Task What_a_hold_covers_after_it_went_from_the_index_is_kept_and_found_again()
    {
        var stream = await world.ChannelAsync("taken-over", Domain.Channels.ChannelVisibility.Private);
        await PlaceAsync(world.Ada, new { name = "Matter 23", reason = Why, channels = new[] { $"{world.First.Slug}/taken-over" } });
        var said = await world.PostAsync(world.Ada, stream, "iridium goes down");
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{stream}/messages/{said.Seq}/recall");
        var search = (string)(await world.JsonAsync(world.Iris, HttpMethod.Post, "/audit/searches", new { reason = Why }, HttpStatusCode.Created))["id"]!;
        await Eventually.TrueAsync(async () => (await TextsAsync(search, "iridium")).Count == 1, "it is found", TimeSpan.FromSeconds(30));

        // As the sweep does, when this hold was placed after it had looked.
        var words = world.Get<HeldWords>();
        var item = (new HeldKey(stream, said.Seq), said.Id, Revision: (await world.Get<IHeldMessages>().ListAsync(stream, 0, 10, Ct))[^1].Message.Revision);
        await words.RemoveAsync([item], Ct);
        Assert.Empty(await world.Get<IHeldIndex>().FindRevisionsAsync([said.Id], Ct));
        var dropped = TestWorld.Ok(await world.Get<IHeldMessages>().DropAsync(stream.Bucket, [item.Item1], Ct));
        Assert.Equal([item.Item1], dropped.Kept);
        await words.PutBackAsync(dropped.Kept, Ct);

        await Eventually.TrueAsync(async () => (await TextsAsync(search, "iridium")).Count == 1, "it is found again");
    }

    private async Task<string> PlaceAsync(TestPerson who, object body) => (string)(await world.JsonAsync(who, HttpMethod.Post, "/holds", body, HttpStatusCode.Created))["id"]!;

    private Task<JsonNode> ReleaseAsync(TestPerson who, string hold) => world.JsonAsync(who, HttpMethod.Post, $"/holds/{hold}/release", new { reason = Why });

    private Task<JsonNode> FindAsync(string search, string query, string more = "") =>
        world.GetAsync(world.Iris, $"/audit/searches/{search}/messages?held=true&q={Uri.EscapeDataString(query)}{more}");

    private async Task<List<string>> TextsAsync(string search, string query) =>
        [.. (await FindAsync(search, query))["found"]!["items"]!.AsArray().Select(i => (string)i!["message"]!["text"]!)];

    private async Task<string> UploadAsync(string content)
    {
        using var client = world.Http(world.Ada.Token);
        using var body = new ByteArrayContent(SampleFiles.Text(content));
        using var answer = await client.PostAsync(new Uri($"/api/v1/streams/{world.Secret}/files?name=prices.txt", UriKind.Relative), body, Ct);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["id"]!;
    }

    /// <summary>Also with Hana, an admin, and Iris, who audits.</summary>
    public sealed class World : AuditedWorld
    {
        public TestPerson Hana { get; private set; } = null!; // set before each test

        public TestPerson Iris { get; private set; } = null!; // set before each test

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Hana = await InRoleAsync("Hana", OrganizationRole.Admin);
            Iris = await InRoleAsync("Iris", OrganizationRole.Auditor);
        }
    }
}
