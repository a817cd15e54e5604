using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Channels;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>What a program does with the API, from one end to the other.</summary>
[Collection(WorldCollection.Name)]
public sealed class FlowTests(TestWorld world)
{
    [Fact]
    public async Task Where_managers_post_the_others_are_told_that_they_can_reply_in_threads()
    {
        var channel = await world.ChannelAsync("rules-of-the-house", ChannelVisibility.Private, world.Ben);
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{channel}/posting", new { posting = "managers", threadOnly = true });
        var root = await world.PostAsync(world.Ada, channel, "no fishing");

        using var answer = await world.SendAsync(world.Ben, HttpMethod.Post, $"/streams/{channel}/messages", new { text = "may I?" });
        var problem = await Calls.ProblemAsync(answer);

        Assert.Equal(
            (HttpStatusCode.Forbidden, "stream.posting_closed", "Only managers post here. You can reply in threads."),
            (answer.StatusCode, (string?)problem["code"], (string?)problem["detail"]));
        await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{channel}/messages/{root.Seq}/replies", new { text = "why?" }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_learns_who_one_is_and_where()
    {
        var me = await world.GetAsync(world.Ben, "/me");
        Assert.Equal("Ben", (string?)me["person"]!["displayName"]);
        Assert.Equal("member", (string?)me["person"]!["role"]);
        Assert.Equal("First", (string?)me["workspaces"]![0]!["workspace"]!["name"]);
        var workspaces = await world.GetAsync(world.Ada, "/workspaces");
        Assert.Equal(["First", "Second"], workspaces["items"]!.AsArray().Select(w => (string?)w!["workspace"]!["name"]));
    }

    [Fact]
    public async Task A_channel_lives_from_making_to_leaving()
    {
        var made = await world.JsonAsync(
            world.Ben, HttpMethod.Post, $"/workspaces/{world.First.Id}/channels", new { name = "Garden Club", purpose = "Plants" }, HttpStatusCode.Created);
        var stream = (string?)made["id"];
        Assert.Equal("garden-club", (string?)made["name"]);
        Assert.Equal("public", (string?)made["visibility"]);
        var listed = await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/channels?name=garden");
        Assert.Equal(stream, (string?)listed["items"]![0]!["channel"]!["id"]);
        Assert.False((bool)listed["items"]![0]!["isJoined"]!);
        Assert.Equal(stream, (string?)(await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{stream}/join"))["head"]!["id"]);
        Assert.Equal("roses", (string?)(await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{stream}/topic", new { topic = "roses" }))["topic"]);
        Assert.Equal("yard", (string?)(await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{stream}/name", new { name = "yard" }))["name"]);
        Assert.Contains((await world.GetAsync(world.Ada, "/places"))["items"]!.AsArray(), p => (string?)p!["head"]!["id"] == stream);
        var members = await world.GetAsync(world.Ben, $"/streams/{stream}/members?limit=1");
        Assert.Single(members["items"]!.AsArray());
        var rest = await world.GetAsync(world.Ben, $"/streams/{stream}/members?cursor={members["next"]}");
        Assert.Single(rest["items"]!.AsArray());
        Assert.Null(rest["next"]);
        await world.JsonAsync(world.Ben, HttpMethod.Delete, $"/streams/{stream}/members/{world.Ada.Id}", null, HttpStatusCode.NoContent);
        var added = await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{stream}/members", new { people = new[] { world.Ada.Id.ToString() } });
        Assert.Equal(world.Ada.Id.ToString(), (string?)added["items"]![0]);
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{stream}/members/{world.Ada.Id}/role", new { role = "manager" }, HttpStatusCode.NoContent);
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{stream}/leave", null, HttpStatusCode.NoContent);
        Assert.Equal("not_found", await world.RefusedAsync(world.Ada, HttpMethod.Post, $"/streams/{stream}/leave", null, HttpStatusCode.NotFound));
        Assert.Equal("channel.name_taken", await world.RefusedAsync(
            world.Ada, HttpMethod.Post, $"/workspaces/{world.First.Id}/channels", new { name = "yard" }, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_message_is_posted_edited_reacted_to_replied_to_and_read()
    {
        var channel = await world.ChannelAsync("flow", ChannelVisibility.Private, world.Ben);
        var messages = $"/streams/{channel}/messages";
        var posted = await world.JsonAsync(world.Ada, HttpMethod.Post, messages, new { text = "**hi** @ben", clientKey = "k1" }, HttpStatusCode.Created);
        var seq = (long)posted["seq"]!;
        Assert.Contains("<strong>hi</strong>", (string?)posted["html"], StringComparison.Ordinal);
        Assert.EndsWith("Z", (string?)posted["postedAt"], StringComparison.Ordinal);
        Assert.Equal("posted", (string?)posted["state"]);
        Assert.Equal(System.Text.Json.JsonValueKind.String, posted["id"]!.GetValueKind());
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"{messages}/{seq}", new { text = "hello" });
        var edits = await world.GetAsync(world.Ben, $"{messages}/{seq}/edits");
        Assert.Equal("**hi** @ben", (string?)edits["items"]![0]!["text"]);
        Assert.Equal("message.not_yours", await world.RefusedAsync(world.Ben, HttpMethod.Put, $"{messages}/{seq}", new { text = "x" }, HttpStatusCode.Forbidden));
        var reacted = await world.JsonAsync(world.Ben, HttpMethod.Put, $"{messages}/{seq}/reactions/tada");
        Assert.Equal("🎉", (string?)reacted["reactions"]![0]!["emoji"]);
        var reactors = await world.GetAsync(world.Ada, $"{messages}/{seq}/reactions/{Uri.EscapeDataString("🎉")}");
        Assert.Equal(world.Ben.Id.ToString(), (string?)reactors["items"]![0]);
        Assert.Empty((await world.JsonAsync(world.Ben, HttpMethod.Delete, $"{messages}/{seq}/reactions/tada"))["reactions"]!.AsArray());
        var reply = await world.JsonAsync(world.Ben, HttpMethod.Post, $"{messages}/{seq}/replies", new { text = "hey" }, HttpStatusCode.Created);
        var root = await world.GetAsync(world.Ada, $"{messages}/{seq}");
        Assert.Equal((string?)reply["stream"], (string?)root["thread"]!["stream"]);
        Assert.Equal("thread", (string?)(await world.GetAsync(world.Ada, $"/streams/{reply["stream"]}"))["kind"]);
        var read = await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/read", new { seq = 999_999 });
        Assert.Equal(0, (long)read["unread"]!);
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/read", new { seq = 0, move = "back" });
        await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{channel}/typing", null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_place_is_starred_and_muted_for_oneself_alone()
    {
        var channel = await world.ChannelAsync("quiet", ChannelVisibility.Private, world.Ben);
        var (star, mute) = ($"/streams/{channel}/star", $"/streams/{channel}/mute");
        Assert.True((bool)(await world.JsonAsync(world.Ben, HttpMethod.Put, star))["starred"]!);
        Assert.Equal("2099-01-02T03:04:05Z", (string?)(await world.JsonAsync(world.Ben, HttpMethod.Put, mute, new { until = "2099-01-02T03:04:05Z" }))["mutedUntil"]);
        Assert.Equal("9999-12-31T00:00:00Z", (string?)(await world.JsonAsync(world.Ben, HttpMethod.Put, mute, new { }))["mutedUntil"]);
        Assert.Equal("place.mute_is_over", await world.RefusedAsync(world.Ben, HttpMethod.Put, mute, new { until = "2001-01-01T00:00:00Z" }, HttpStatusCode.BadRequest, "until"));
        var hers = (await world.GetAsync(world.Ada, "/places"))["items"]!.AsArray().Single(p => (string?)p!["head"]!["id"] == channel.ToString());
        Assert.False((bool)hers!["starred"]!);
        Assert.Null(hers["mutedUntil"]);
        Assert.Null((await world.JsonAsync(world.Ben, HttpMethod.Delete, mute))["mutedUntil"]);
        Assert.False((bool)(await world.JsonAsync(world.Ben, HttpMethod.Delete, star))["starred"]!);
    }

    [Fact]
    public async Task A_preference_is_set_changed_and_forgotten()
    {
        const string Name = "/preferences/sidebar.folded.chats";
        await world.JsonAsync(world.Ben, HttpMethod.Put, Name, new { value = "true" }, HttpStatusCode.NoContent);
        var listed = (await world.GetAsync(world.Ben, "/preferences"))["items"]!.AsArray();
        Assert.Equal(("sidebar.folded.chats", "true"), ((string?)listed.Single()!["name"], (string?)listed.Single()!["value"]));
        Assert.Empty((await world.GetAsync(world.Ada, "/preferences"))["items"]!.AsArray());
        Assert.Equal("not_found", await world.RefusedAsync(world.Ben, HttpMethod.Put, "/preferences/anything", new { value = "x" }, HttpStatusCode.NotFound));
        Assert.Equal("preference.too_long", await world.RefusedAsync(world.Ben, HttpMethod.Put, Name, new { value = new string('x', 201) }, HttpStatusCode.BadRequest, "value"));
        await world.JsonAsync(world.Ben, HttpMethod.Delete, Name, null, HttpStatusCode.NoContent);
        Assert.Empty((await world.GetAsync(world.Ben, "/preferences"))["items"]!.AsArray());
    }

    [Fact]
    public async Task History_is_paged_both_ways_and_around_a_message()
    {
        var channel = await world.ChannelAsync("history", ChannelVisibility.Private);
        for (var i = 0; i < 12; i++)
            await world.PostAsync(world.Ada, channel, $"m{i}");
        var newest = await world.GetAsync(world.Ada, $"/streams/{channel}/messages?limit=5");
        var last = Seqs(newest)[^1];
        Assert.True((bool)newest["hasOlder"]!);
        Assert.False((bool)newest["hasNewer"]!);
        var older = await world.GetAsync(world.Ada, $"/streams/{channel}/messages?limit=5&before={Seqs(newest)[0]}");
        Assert.Equal(Seqs(newest)[0] - 1, Seqs(older)[^1]);
        var newer = await world.GetAsync(world.Ada, $"/streams/{channel}/messages?limit=5&after={Seqs(older)[^1]}");
        Assert.Equal(Seqs(newest), Seqs(newer));
        Assert.Contains(last - 6, Seqs(await world.GetAsync(world.Ada, $"/streams/{channel}/messages?limit=4&around={last - 6}")));
    }

    [Fact]
    public async Task History_is_read_from_an_instant_on()
    {
        var channel = await world.ChannelAsync("chronicle", ChannelVisibility.Private);
        await world.PostAsync(world.Ada, channel, "first");
        await world.PostAsync(world.Ada, channel, "second");
        var page = await world.GetAsync(world.Ada, $"/streams/{channel}/messages");
        var second = page["items"]!.AsArray()[^1]!;
        var since = await world.GetAsync(world.Ada, $"/streams/{channel}/messages?since={Uri.EscapeDataString((string)second["postedAt"]!)}");
        Assert.Equal([(long)second["seq"]!], Seqs(since));
        Assert.True((bool)since["hasOlder"]!);
        Assert.Equal(Seqs(page), Seqs(await world.GetAsync(world.Ada, $"/streams/{channel}/messages?since=2001-01-01T00:00:00Z")));
        Assert.Empty(Seqs(await world.GetAsync(world.Ada, $"/streams/{channel}/messages?since=2999-01-01T00:00:00Z")));
    }

    [Fact]
    public async Task Missed_events_come_in_order_and_say_when_they_are_not_all()
    {
        var channel = await world.ChannelAsync("events", ChannelVisibility.Private);
        var version = (long)(await world.GetAsync(world.Ada, $"/streams/{channel}"))["version"]!;
        await world.PostAsync(world.Ada, channel, "one");
        await world.PostAsync(world.Ada, channel, "two");
        var missed = await world.GetAsync(world.Ada, $"/streams/{channel}/events?since={version}");
        Assert.True((bool)missed["isComplete"]!);
        Assert.Equal(["message.posted", "message.posted"], missed["events"]!.AsArray().Select(e => (string?)e!["type"]));
        Assert.Equal([version + 1, version + 2], missed["events"]!.AsArray().Select(e => (long)e!["head"]!["version"]!));
        Assert.Equal("one", (string?)missed["events"]![0]!["message"]!["text"]);
    }

    [Fact]
    public async Task People_are_found_invited_and_given_roles()
    {
        var found = await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/people?query=be");
        Assert.Equal(world.Ben.Id.ToString(), (string?)found["items"]!.AsArray().Single()!["id"]);
        var invited = await world.JsonAsync(
            world.Ada, HttpMethod.Post, $"/workspaces/{world.First.Id}/invitations", new { emails = new[] { "new@acme.example" }, role = "member" });
        Assert.Contains("/invite/", (string?)invited["items"]![0]!["url"], StringComparison.Ordinal);
        Assert.Null(invited["items"]![0]!["tokenHash"]);
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/workspaces/{world.First.Id}/members/{world.Ben.Id}/role", new { role = "admin" }, HttpStatusCode.NoContent);
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/workspaces/{world.First.Id}/members/{world.Ben.Id}/role", new { role = "member" }, HttpStatusCode.NoContent);
        Assert.Equal("organization.admins_only", await world.RefusedAsync(
            world.Ben, HttpMethod.Put, $"/people/{world.Ben.Id}/role", new { role = "owner" }, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_profile_is_seen_only_by_those_who_share_a_place()
    {
        Assert.Equal("Ben", (string?)(await world.GetAsync(world.Ada, $"/people/{world.Ben.Id}"))["displayName"]);
        Assert.Equal("Ben", (string?)(await world.GetAsync(world.Guss, $"/people/{world.Ben.Id}"))["displayName"]);
        Assert.Equal("not_found", await world.RefusedAsync(world.Oda, HttpMethod.Get, $"/people/{world.Ben.Id}", null, HttpStatusCode.NotFound));
        Assert.Equal("not_found", await world.RefusedAsync(world.Guss, HttpMethod.Get, $"/people/{world.Oda.Id}", null, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_chat_is_the_same_for_the_same_people()
    {
        var mine = await world.JsonAsync(world.Ada, HttpMethod.Post, "/chats", new { with = new[] { world.Ben.Id.ToString() } });
        var theirs = await world.JsonAsync(world.Ben, HttpMethod.Post, "/chats", new { with = new[] { world.Ada.Id.ToString() } });
        Assert.Equal(world.Chat.ToString(), (string?)mine["head"]!["id"]);
        Assert.Equal(world.Chat.ToString(), (string?)theirs["head"]!["id"]);
        Assert.Equal("not_found", await world.RefusedAsync(world.Oda, HttpMethod.Post, "/chats", new { with = new[] { world.Ben.Id.ToString() } }, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_deactivated_person_is_out_at_once()
    {
        var eve = await world.JoinAsync("Eve", world.First.Id);
        await world.GetAsync(eve, "/me");
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/people/{eve.Id}/active", new { active = false }, HttpStatusCode.NoContent);
        await Support.Eventually.TrueAsync(
            async () =>
            {
                using var answer = await world.SendAsync(eve, HttpMethod.Get, "/me");
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            },
            "a deactivated person is signed out",
            TimeSpan.FromSeconds(5));
    }

    private static long[] Seqs(JsonNode page) => [.. page["items"]!.AsArray().Select(m => (long)m!["seq"]!)];
}
