using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Search;

/// <summary>Search as programs use it.</summary>
public sealed class SearchApiTests(TestWorld world) : IClassFixture<TestWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_found_by_a_part_of_a_word_and_says_why()
    {
        var message = await world.PostAsync(world.Ada, world.Open, "Der **Datenbankserver** steht seit [heute](https://status.example.org/incident/77)");
        await world.IndexedAsync(world.Open);
        var found = await SearchAsync(world.Ben, "bankserver");
        var item = Assert.Single(found["items"]!.AsArray())!;
        Assert.Equal(message.Id.ToString(), (string?)item["message"]!["id"]);
        Assert.Equal(world.Open.ToString(), (string?)item["place"]);
        var mark = Assert.Single(item["excerpt"]!["marks"]!.AsArray())!;
        Assert.Equal("Datenbankserver", ((string)item["excerpt"]!["text"]!).Substring((int)mark["start"]!, (int)mark["length"]!));
        Assert.Single((await SearchAsync(world.Ben, "status.example.org"))["items"]!.AsArray());
        Assert.Single((await SearchAsync(world.Ben, "has:link in:open bankserver"))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_edit_and_a_reply_are_found_and_the_old_text_is_not()
    {
        var channel = await world.ChannelAsync("edits", ChannelVisibility.Private, world.Ben);
        var message = await world.PostAsync(world.Ada, channel, "wombat");
        await world.IndexedAsync(channel);
        TestWorld.Ok(await world.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(world.Ada.Actor, channel, message.Seq, "quokka"), Ct));
        var reply = TestWorld.Ok(await world.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(world.Ben.Actor, channel, message.Seq, "numbat", "n"), Ct));
        await world.IndexedAsync(channel, reply.Stream);
        Assert.Empty((await SearchAsync(world.Ben, "wombat"))["items"]!.AsArray());
        Assert.Single((await SearchAsync(world.Ben, "quokka is:thread"))["items"]!.AsArray());
        var found = Assert.Single((await SearchAsync(world.Ben, "numbat"))["items"]!.AsArray())!;
        Assert.Equal((channel.ToString(), message.Seq), ((string?)found["place"], (long)found["rootSeq"]!));
    }

    [Fact]
    public async Task Who_left_finds_nothing_more_at_once()
    {
        var channel = await world.ChannelAsync("leaving", ChannelVisibility.Private, world.Ben);
        await world.PostAsync(world.Ada, channel, "dugong");
        await world.IndexedAsync(channel);
        Assert.Equal(1, (int)(await SearchAsync(world.Ben, "dugong"))["total"]!);
        TestWorld.Ok(await world.Get<LeaveChannel>().ExecuteAsync(world.Ben.Actor, channel, Ct));
        var after = await SearchAsync(world.Ben, "dugong", "&facets=true");
        Assert.Equal((0, 0), ((int)after["total"]!, after["facets"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_typo_finds_similar_words_and_says_so()
    {
        await world.PostAsync(world.Ada, world.Open, "the rhinoceros is here");
        await world.IndexedAsync(world.Open);
        var found = await SearchAsync(world.Ben, "rhinocreos");
        Assert.True((bool)found["isFuzzy"]!);
        Assert.Single(found["items"]!.AsArray());
        Assert.False((bool)(await SearchAsync(world.Ben, "rhinoceros"))["isFuzzy"]!);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_said_with_its_place_and_the_rest_is_searched()
    {
        await world.PostAsync(world.Ada, world.Open, "tapir report");
        await world.IndexedAsync(world.Open);
        var found = await SearchAsync(world.Ben, "tapir form:ada from:nobody-at-all before:neverday");
        Assert.Single(found["items"]!.AsArray());
        var problems = found["problems"]!.AsArray().Select(p => ((string)p!["code"]!, (int)p["start"]!)).Order().ToList();
        Assert.Equal([("query.bad_date", 34), ("query.unknown_operator", 6), ("query.unknown_person", 15)], problems);
        Assert.Contains(found["problems"]!.AsArray(), p => (string?)p!["suggestion"] == "from:ada");
    }

    [Fact]
    public async Task Pages_go_on_by_their_cursor()
    {
        var channel = await world.ChannelAsync("pages", ChannelVisibility.Private);
        for (var i = 0; i < 7; i++)
            await world.PostAsync(world.Ada, channel, $"pangolin {i}");
        await world.IndexedAsync(channel);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await SearchAsync(world.Ada, "pangolin", $"&limit=3&sort=newest{cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(i => (string)i!["message"]!["text"]!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"pangolin {i}"), seen);
    }

    [Fact]
    public async Task Days_begin_where_the_reader_is()
    {
        Assert.Empty((await SearchAsync(world.Ada, "on:today zzz", "&zone=Europe/Berlin"))["items"]!.AsArray());
        using var http = world.Http(world.Ada.Token);
        var answer = await http.GetAsync(new Uri("/api/v1/search/messages?q=x&zone=Atlantis", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("zone.unknown", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cursor=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("workspace=1", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_is_refused(string parameter, HttpStatusCode status)
    {
        using var http = world.Http(world.Ada.Token);
        Assert.Equal(status, (await http.GetAsync(new Uri($"/api/v1/search/messages?q=x&{parameter}", UriKind.Relative), Ct)).StatusCode);
    }

    [Fact]
    public async Task Another_workspace_is_not_there_for_who_is_not_in_it()
    {
        using var http = world.Http(world.Oda.Token);
        var answer = await http.GetAsync(new Uri($"/api/v1/search/messages?q=secret&workspace={world.First.Id}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, (int)(await SearchAsync(world.Oda, "secret"))["total"]!);
    }

    [Fact]
    public async Task A_guest_is_not_told_who_exists()
    {
        var found = await SearchAsync(world.Guss, "from:oda hello");
        var unknown = await SearchAsync(world.Guss, "from:xyz hello");
        Assert.Equal((string?)unknown["problems"]![0]!["code"], (string?)found["problems"]![0]!["code"]);
        Assert.Null((string?)found["problems"]![0]!["suggestion"]);
    }

    [Fact]
    public async Task A_member_is_not_told_who_is_in_other_workspaces_only()
    {
        Assert.Single((await SearchAsync(world.Ben, "from:oda hello"))["problems"]!.AsArray());
        Assert.Empty((await SearchAsync(world.Ben, "from:ada hello"))["problems"]!.AsArray());
    }

    [Fact]
    public async Task The_index_is_there_again_after_somebody_deleted_it()
    {
        var channel = await world.ChannelAsync("lost-index", ChannelVisibility.Private);
        await world.PostAsync(world.Ada, channel, "axolotl");
        await world.IndexedAsync(channel);
        await ((Collab.Search.Indexing.IIndexBuild)world.Get<Collab.Domain.Search.ISearchIndex>()).RequestAsync(Ct);
        await Eventually.TrueAsync(
            async () => await ((Collab.Search.Indexing.IIndexBuild)world.Get<Collab.Domain.Search.ISearchIndex>()).FindAsync(Ct) is null, "it is built", TimeSpan.FromSeconds(60));
        Assert.Equal(1, (int)(await SearchAsync(world.Ada, "axolotl"))["total"]!);
    }

    [Fact]
    public async Task Searches_are_remembered_kept_and_forgotten_for_oneself_alone()
    {
        var searches = $"/workspaces/{world.First.Id}/searches";
        await DoAsync(HttpMethod.Post, "", new { query = "axolotl" });
        await DoAsync(HttpMethod.Post, "", new { query = new string('x', 501) });
        await DoAsync(HttpMethod.Put, "/saved", new { query = "from:ada is:thread", name = " Ada's threads " });

        var items = (await world.GetAsync(world.Ben, searches))["items"]!.AsArray();
        Assert.Equal([("from:ada is:thread", "Ada's threads"), ("axolotl", null)], items.Select(i => ((string?)i!["query"], (string?)i["name"])));
        Assert.Empty((await world.GetAsync(world.Ada, searches))["items"]!.AsArray());
        Assert.Empty((await world.GetAsync(world.Guss, searches))["items"]!.AsArray());

        await DoAsync(HttpMethod.Delete, "", null);
        Assert.Single((await world.GetAsync(world.Ben, searches))["items"]!.AsArray());
        await DoAsync(HttpMethod.Delete, $"?q={Uri.EscapeDataString("from:ada is:thread")}", null);
        Assert.Empty((await world.GetAsync(world.Ben, searches))["items"]!.AsArray());

        Task DoAsync(HttpMethod method, string rest, object? body) => world.JsonAsync(world.Ben, method, searches + rest, body, HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("", "x", "search.empty")]
    [InlineData("x", " ", "search.name")]
    [InlineData("501", "x", "search.too_long")]
    [InlineData("x", "81", "search.name")]
    public async Task A_search_that_cannot_be_kept_is_refused_with_a_reason(string query, string name, string code)
    {
        var body = new { query = int.TryParse(query, out var length) ? new string('x', length) : query, name = int.TryParse(name, out length) ? new string('x', length) : name };
        Assert.Equal(code, await world.RefusedAsync(world.Ben, HttpMethod.Put, $"/workspaces/{world.First.Id}/searches/saved", body, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Whoever_is_not_in_a_workspace_remembers_nothing_there()
    {
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, "", null), (HttpMethod.Post, "", new { query = "x" }), (HttpMethod.Put, "/saved", new { query = "x", name = "x" }), (HttpMethod.Delete, "", null),
        })
            Assert.Equal("not_found", await world.RefusedAsync(world.Oda, method, $"/workspaces/{world.First.Id}/searches{path}", body, HttpStatusCode.NotFound));
    }

    private async Task<JsonNode> SearchAsync(TestPerson who, string query, string more = "") =>
        await world.GetAsync(who, $"/search/messages?q={Uri.EscapeDataString(query)}{more}");
}
