using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Collab.Domain.Channels;
using Collab.Support.Contracts;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>The named bad input: each gets a clear error and loses nothing.</summary>
[Collection(WorldCollection.Name)]
public sealed class BadInputTests(TestWorld world)
{
    private string Messages => $"/streams/{world.Open}/messages";

    [Theory]
    [InlineData("""{"text":""}""", "message.empty", "text")]
    [InlineData("""{"text":" \n\t "}""", "message.empty", "text")]
    [InlineData("""{"text":null}""", "message.empty", "text")]
    [InlineData("{}", "request.json_invalid", null)]
    [InlineData("""{"text":"a","clientKey":"a b"}""", "message.client_key_invalid", "clientKey")]
    [InlineData("""{"text":"a","clientKey":""}""", "message.client_key_invalid", "clientKey")]
    [InlineData("""{"text":"a","role":"owner"}""", "request.json_invalid", null)]
    [InlineData("""{"Text":"a"}""", "request.json_invalid", null)]
    [InlineData("""{"text":"a","text":"b"}""", "request.json_invalid", null)]
    [InlineData("""{"text":1}""", "request.json_invalid", "text")]
    [InlineData("""["a"]""", "request.json_invalid", null)]
    [InlineData("""{"text":"a" """, "request.json_invalid", null)]
    [InlineData("null", "request.invalid", null)]
    [InlineData("", "request.invalid", null)]
    public async Task A_wrong_message_is_refused(string body, string code, string? field) =>
        Assert.Equal(code, await world.RefusedAsync(world.Ada, HttpMethod.Post, Messages, body, HttpStatusCode.BadRequest, field));

    [Fact]
    public async Task A_message_of_a_mebibyte_is_refused_whole()
    {
        using var answer = await world.SendAsync(world.Ada, HttpMethod.Post, Messages, new { text = new string('a', 1024 * 1024) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("request.too_large", (string?)(await Calls.ProblemAsync(answer))["code"]);
        Assert.Equal(
            "message.too_long",
            await world.RefusedAsync(world.Ada, HttpMethod.Post, Messages, new { text = new string('a', 16_001) }, HttpStatusCode.BadRequest, "text"));
    }

    [Fact]
    public async Task The_longest_message_is_taken() =>
        Assert.Equal(16_000, ((string?)(await PostAsync(new string('é', 16_000)))["text"])?.Length);

    [Fact]
    public async Task Ten_thousand_mentions_are_refused()
    {
        Assert.Equal(
            "message.too_many_mentions",
            await world.RefusedAsync(world.Ada, HttpMethod.Post, Messages, new { text = Mentions(900) }, HttpStatusCode.BadRequest, "text"));
        Assert.Equal("message.too_long", await world.RefusedAsync(world.Ada, HttpMethod.Post, Messages, new { text = Mentions(10_000) }, HttpStatusCode.BadRequest));
        Assert.Equal(
            "message.too_many_mentions",
            await world.RefusedAsync(world.Ada, HttpMethod.Post, Messages, new { text = Mentions(2_000) }, HttpStatusCode.BadRequest, "text"));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("[x](javascript:alert(1))", "href=\"javascript")]
    public async Task Markup_stays_text(string text, string forbidden)
    {
        var posted = await PostAsync(text);
        Assert.Equal(text, (string?)posted["text"]);
        Assert.DoesNotContain(forbidden, (string?)posted["html"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hostile_strings_are_kept_or_refused_but_never_break_anything()
    {
        var strings = Contract.HostileStrings.Strings();
        foreach (var text in strings.Where((_, i) => i % 7 == 0))
        {
            using var message = await world.SendAsync(world.Ada, HttpMethod.Post, Messages, new { text });
            Assert.True((int)message.StatusCode is 201 or 400, $"message {text}: {(int)message.StatusCode}");
            using var topic = await world.SendAsync(world.Ada, HttpMethod.Put, $"/streams/{world.Open}/topic", new { topic = text });
            Assert.True((int)topic.StatusCode is 200 or 400, $"topic {text}: {(int)topic.StatusCode}");
            using var name = await world.SendAsync(world.Ada, HttpMethod.Post, $"/workspaces/{world.First.Id}/channels", new { name = text });
            Assert.True((int)name.StatusCode is 201 or 400 or 409, $"name {text}: {(int)name.StatusCode}");
            using var search = await world.SendAsync(world.Ada, HttpMethod.Get, $"/workspaces/{world.First.Id}/people?query={Uri.EscapeDataString(text)}");
            Assert.True((int)search.StatusCode is 200 or 400, $"query {text}: {(int)search.StatusCode}");
            if (text.Length == 0)
                continue;
            using var reaction = await world.SendAsync(world.Ada, HttpMethod.Put, $"{Messages}/1/reactions/{Uri.EscapeDataString(text)}");
            Assert.True((int)reaction.StatusCode is 200 or 400 or 404, $"emoji {text}: {(int)reaction.StatusCode}");
        }
    }

    [Fact]
    public async Task Control_and_direction_characters_do_not_reach_names()
    {
        var made = await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{world.Open}/topic", new { topic = "a\u202Eb\u0000\u0007c\u200B\td" });
        Assert.Equal("abc d", (string?)made["topic"]);
    }

    [Theory]
    [InlineData("cursor=x")]
    [InlineData("cursor=AAAA")]
    [InlineData("cursor=bWVtYmVyczo")]
    [InlineData("cursor=%00")]
    [InlineData("limit=ten")]
    [InlineData("limit=99999999999")]
    public async Task A_forged_cursor_or_limit_is_refused(string query) =>
        await world.RefusedAsync(world.Ada, HttpMethod.Get, $"/workspaces/{world.First.Id}/channels?{query}", null, HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("limit=0", 1)]
    [InlineData("limit=-5", 1)]
    [InlineData("limit=100000", 3)]
    public async Task A_limit_is_kept_within_bounds(string query, int count)
    {
        var page = await world.GetAsync(world.Ada, $"/streams/{world.Secret}/messages?{query}");
        Assert.Equal(count, Math.Min(3, page["items"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("before=1&after=1")]
    [InlineData("before=-1")]
    [InlineData("around=abc")]
    [InlineData("since=yesterday")]
    [InlineData("since=2026-11-01T00:00:00Z&around=1")]
    [InlineData("after=99999999999999999999")]
    public async Task A_senseless_range_is_refused(string query) =>
        await world.RefusedAsync(world.Ada, HttpMethod.Get, $"/streams/{world.Secret}/messages?{query}", null, HttpStatusCode.BadRequest);

    [Fact]
    public async Task An_archived_channel_takes_nothing_and_says_why()
    {
        var channel = await world.ChannelAsync("closing", ChannelVisibility.Public, world.Ben);
        await world.PostAsync(world.Ben, channel, "before");
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/archive");
        Assert.Equal("stream.archived", await world.RefusedAsync(world.Ben, HttpMethod.Post, $"/streams/{channel}/messages", new { text = "after" }, HttpStatusCode.Conflict));
        Assert.Equal("stream.archived", await world.RefusedAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/messages/2", new { text = "x" }, HttpStatusCode.Conflict));
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/unarchive");
        await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{channel}/messages", new { text = "again" }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_double_submit_makes_one_message()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.JsonAsync(
            world.Ben, HttpMethod.Post, Messages, new { text = "once", clientKey = "double-1" }, HttpStatusCode.Created)));
        Assert.Single(answers.Select(a => (long?)a["seq"]).Distinct());
    }

    [Theory]
    [InlineData("PUT", "/people/{ben}/role", """{"role":3}""")]
    [InlineData("PUT", "/people/{ben}/role", """{"role":"emperor"}""")]
    [InlineData("POST", "/chats", """{"with":["abc"]}""")]
    [InlineData("POST", "/chats", """{"with":[1]}""")]
    [InlineData("POST", "/chats", """{"with":null}""")]
    [InlineData("POST", "/chats", """{"with":[null]}""")]
    [InlineData("POST", "/workspaces/{first}/invitations", """{"emails":[]}""")]
    [InlineData("POST", "/workspaces/{first}/invitations", """{"emails":[null]}""")]
    [InlineData("POST", "/workspaces/{first}/invitations", """{"emails":["not an address"]}""")]
    [InlineData("PUT", "/streams/{open}/read", """{"seq":-1}""")]
    [InlineData("PUT", "/streams/{open}/read", """{"seq":1.5}""")]
    [InlineData("PUT", "/streams/{open}/read", """{"seq":"1"}""")]
    [InlineData("PUT", "/people/{ben}/active", """{"active":"yes"}""")]
    [InlineData("PUT", "/people/{ben}/active", "{}")]
    [InlineData("PUT", "/people/{ben}/role", "{}")]
    [InlineData("PUT", "/streams/{open}/read", "{}")]
    [InlineData("GET", "/streams/{open}/events", "")]
    [InlineData("GET", "/streams/{open}/events?since=-1", "")]
    public async Task A_value_out_of_range_is_refused(string method, string address, string body)
    {
        address = address.Replace("{ben}", world.Ben.Id.ToString(), StringComparison.Ordinal)
            .Replace("{first}", world.First.Id.ToString(), StringComparison.Ordinal).Replace("{open}", world.Open.ToString(), StringComparison.Ordinal);
        await world.RefusedAsync(world.Ada, new HttpMethod(method), address, body.Length == 0 ? null : body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_deeply_nested_body_is_refused()
    {
        var nested = new StringBuilder().Insert(0, "[", 5_000).Append(']', 5_000);
        await world.RefusedAsync(world.Ada, HttpMethod.Post, "/chats", $$"""{"with":{{nested}}}""", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_media_type_or_method_is_refused_in_a_problem_document()
    {
        using var client = world.Http(world.Ada.Token);
        using var form = new FormUrlEncodedContent([new("text", "a")]);
        using var answer = await client.PostAsync(new Uri($"/api/v1{Messages}", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("request.not_json", (string?)(await Calls.ProblemAsync(answer))["code"]);
        Assert.Equal("method_not_allowed", await world.RefusedAsync(world.Ada, HttpMethod.Delete, "/me", null, HttpStatusCode.MethodNotAllowed));
        Assert.Equal("not_found", await world.RefusedAsync(world.Ada, HttpMethod.Get, "/nothing", null, HttpStatusCode.NotFound));
    }

    private static string Mentions(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"@p{i} "));

    private Task<JsonNode> PostAsync(string text) => world.JsonAsync(world.Ada, HttpMethod.Post, Messages, new { text }, HttpStatusCode.Created);
}
