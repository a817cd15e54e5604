using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Organizations;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Search;

/// <summary>An auditor finds what others wrote, with a reason, for a time, and never unseen.</summary>
public sealed class AuditSearchApiTests(AuditSearchApiTests.World world) : IClassFixture<AuditSearchApiTests.World>
{
    private const string Reason = """{"reason":"a leak of prices, reported on Monday","matter":"M-17","hours":1}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Private_channels_threads_and_chats_of_others_are_found_with_the_names_that_are_needed()
    {
        var search = await OpenAsync(world.Iris);
        await world.IndexedAsync(world.Secret, world.Thread, world.Chat);

        Assert.Equal(["secret 1", "secret 2", "secret 3", "a secret reply"], await TextsAsync(search, "secret"));
        var chat = await FindAsync(world.Iris, search, "hello");
        Assert.Equal("hello Ben", (string?)chat["found"]!["items"]![0]!["message"]!["text"]);
        Assert.Equal(["Ada", "Ben"], chat["people"]!.AsArray().Select(p => (string)p!["displayName"]!).Order());
        Assert.Equal("direct", (string?)Assert.Single(chat["places"]!.AsArray())!["kind"]);

        Assert.Equal(["a secret reply"], await TextsAsync(search, "secret from:ben"));
        Assert.Equal(["secret 1", "secret 2", "secret 3", "a secret reply"], await TextsAsync(search, "in:#secret secret"));
        Assert.Equal(["hello Ben"], await TextsAsync(search, "with:ben hello"));
        Assert.Equal(["hello Ben"], await TextsAsync(search, "to:ben hello"));
        Assert.Equal(["hello Ben"], await TextsAsync(search, "in:ada hello"));
    }

    [Fact]
    public async Task Elsewhere_an_auditor_sees_no_more_than_a_member()
    {
        await OpenAsync(world.Iris);
        foreach (var route in new[] { $"/streams/{world.Secret}", $"/streams/{world.Secret}/messages", $"/streams/{world.Chat}" })
            Assert.Equal(HttpStatusCode.NotFound, (await world.SendAsync(world.Iris, HttpMethod.Get, route)).StatusCode);
        await world.IndexedAsync(world.Secret);
        Assert.Empty((await world.GetAsync(world.Iris, "/search/messages?q=secret"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Each_page_is_entered_with_reason_and_query_and_shown_in_the_list()
    {
        var search = await OpenAsync(world.Iris);
        await world.IndexedAsync(world.Secret);
        var first = await FindAsync(world.Iris, search, "secret", "&limit=2");
        await FindAsync(world.Iris, search, "secret", $"&limit=2&cursor={first["found"]!["next"]}");

        var entries = await world.EntriesAsync($"audit_search:{search}");
        Assert.Equal(["audit.search_opened", "audit.searched", "audit.searched"], entries.Select(e => e.Act));
        Assert.All(entries, e => Assert.Equal(world.Iris.Id.Value, e.Actor));
        Assert.Equal(["first", "next"], entries.Skip(1).Select(e => (string?)e.Details["page"]));
        Assert.All(entries.Skip(1), e => Assert.Equal(("secret", "M-17"), ((string?)e.Details["query"], (string?)e.Details["matter"])));
        foreach (var reader in new[] { world.Iris, world.Otto, world.Ada })
        {
            var listed = (await world.GetAsync(reader, "/audit/searches"))["items"]!.AsArray().Single(s => (string?)s!["id"] == search)!;
            Assert.Equal((2, "a leak of prices, reported on Monday"), ((int)listed["searches"]!, (string?)listed["reason"]));
        }
    }

    [Fact]
    public async Task It_is_not_there_for_anybody_else()
    {
        var search = await OpenAsync(world.Iris);
        foreach (var person in new[] { world.Ada, world.Ben, world.Guss, world.Otto })
            Assert.Equal(HttpStatusCode.NotFound, (await TryAsync(person, search, "secret")).StatusCode);
        foreach (var person in new[] { world.Ada, world.Ben, world.Guss })
            Assert.Equal(HttpStatusCode.NotFound, (await world.SendAsync(person, HttpMethod.Post, "/audit/searches", Reason)).StatusCode);
        foreach (var person in new[] { world.Ben, world.Guss })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await world.SendAsync(person, HttpMethod.Get, "/audit/searches")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await world.SendAsync(person, HttpMethod.Post, $"/audit/searches/{search}/end")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await world.SendAsync(world.Otto, HttpMethod.Post, $"/audit/searches/{search}/end")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await TryAsync(world.Iris, "12345", "secret")).StatusCode);
    }

    [Fact]
    public async Task When_it_has_ended_nothing_is_shown()
    {
        var search = await OpenAsync(world.Iris);
        Assert.Equal(HttpStatusCode.NoContent, (await world.SendAsync(world.Ada, HttpMethod.Post, $"/audit/searches/{search}/end")).StatusCode);

        using var answer = await TryAsync(world.Iris, search, "secret");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("audit_search.ended", (string?)(await Calls.ProblemAsync(answer))["code"]);
    }

    [Theory]
    [InlineData("""{"reason":"short"}""", "audit_search.reason")]
    [InlineData("""{"reason":"          padded          "}""", "audit_search.reason")]
    [InlineData("""{}""", "audit_search.reason")]
    [InlineData("""{"reason":"long enough a reason","hours":0}""", "audit_search.hours")]
    [InlineData("""{"reason":"long enough a reason","hours":73}""", "audit_search.hours")]
    public async Task A_reason_and_a_time_are_needed(string body, string code)
    {
        using var answer = await world.SendAsync(world.Iris, HttpMethod.Post, "/audit/searches", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (string?)(await Calls.ProblemAsync(answer))["code"]);
    }

    [Fact]
    public async Task Nothing_to_search_for_is_said_and_what_is_not_understood_as_well()
    {
        var search = await OpenAsync(world.Iris);
        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync(world.Iris, search, " ")).StatusCode);
        var found = await FindAsync(world.Iris, search, "from:nobody-at-all");
        Assert.Equal("query.unknown_person", (string?)Assert.Single(found["found"]!["problems"]!.AsArray())!["code"]);
        Assert.Empty(found["found"]!["items"]!.AsArray());
    }

    private async Task<string> OpenAsync(TestPerson auditor)
    {
        using var answer = await world.SendAsync(auditor, HttpMethod.Post, "/audit/searches", Reason);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["id"]!;
    }

    private async Task<IEnumerable<string>> TextsAsync(string search, string query) =>
        (await FindAsync(world.Iris, search, query))["found"]!["items"]!.AsArray()
            .Select(i => ((string)i!["message"]!["postedAt"]!, (string)i["message"]!["text"]!)).OrderBy(i => i.Item1, StringComparer.Ordinal).Select(i => i.Item2);

    private Task<JsonNode> FindAsync(TestPerson auditor, string search, string query, string more = "") => world.GetAsync(auditor, Route(search, query) + more);

    private Task<HttpResponseMessage> TryAsync(TestPerson person, string search, string query) => world.SendAsync(person, HttpMethod.Get, Route(search, query));

    private static string Route(string search, string query) => $"/audit/searches/{search}/messages?q={Uri.EscapeDataString(query)}";

    public sealed class World : AuditedWorld
    {
        public TestPerson Iris { get; private set; } = null!; // set before each test

        public TestPerson Otto { get; private set; } = null!; // set before each test

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Iris = await InRoleAsync("Iris", OrganizationRole.Auditor);
            Otto = await InRoleAsync("Otto", OrganizationRole.Auditor);
        }
    }
}
