using System.Net;
using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>What programs are sent, and what they are not.</summary>
[Collection(WorldCollection.Name)]
public sealed class HubTests(TestWorld world)
{
    [Fact]
    public async Task A_program_learns_its_places_and_then_what_happens_where_it_subscribed()
    {
        var (followed, other) = (await ChannelAsync("followed"), await ChannelAsync("other"));
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        await Eventually.TrueAsync(() => program.Told("places").Count == 1, "places come");
        Assert.Contains(program.Told("places")[0]!.AsArray(), p => (string?)p!["head"]!["id"] == followed.ToString());
        Assert.Null((await program.SubscribeAsync(followed))["error"]);
        await world.PostAsync(world.Ada, other, "not for it");
        await world.PostAsync(world.Ada, followed, "for it");
        await program.SeesAsync("for it");
        Assert.DoesNotContain("not for it", program.Texts);
    }

    [Fact]
    public async Task A_subscription_begins_with_what_was_missed()
    {
        var channel = await ChannelAsync("missed");
        var version = await VersionAsync(channel);
        for (var i = 0; i < 5; i++)
            await world.PostAsync(world.Ada, channel, $"missed {i}");
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        var subscribed = await program.SubscribeAsync(channel, version);
        Assert.Equal(version + 5, (long)subscribed["value"]!["version"]!);
        await program.SeesAsync("missed 4");
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"missed {i}"), program.Texts);
    }

    [Fact]
    public async Task Nothing_falls_between_catching_up_and_live_events_under_load()
    {
        var channel = await ChannelAsync("busy");
        var version = await VersionAsync(channel);
        using var done = new CancellationTokenSource();
        var posting = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => PostUntilAsync(channel, writer, done.Token)));
        for (var round = 0; round < 10; round++)
        {
            await using var program = await HubProgram.ConnectAsync(world, world.Ben);
            var subscribed = await program.SubscribeAsync(channel, version);
            Assert.Null(subscribed["error"]);
            var caughtUp = (long)subscribed["value"]!["version"]!;
            await Eventually.TrueAsync(() => program.Versions(channel) is [.., var last] && last > caughtUp + 20, "live events follow");
            var versions = program.Versions(channel);
            Assert.Equal(Enumerable.Range(0, versions.Length).Select(i => version + 1 + i), versions);
        }

        await done.CancelAsync();
        await posting;
    }

    [Fact]
    public async Task What_may_not_be_seen_cannot_be_subscribed_to_or_acted_on()
    {
        await using var program = await HubProgram.ConnectAsync(world, world.Oda);
        foreach (var stream in new[] { world.Secret.ToString(), world.Thread.ToString(), world.Chat.ToString(), "1234567890123456789", "abc", "" })
        {
            Assert.Equal("not_found", (string?)(await program.CallAsync("Subscribe", stream, 0))["error"]!["code"]);
            Assert.Equal("not_found", (string?)(await program.CallAsync("Post", stream, "x", null))["error"]!["code"]);
            Assert.Equal("not_found", (string?)(await program.CallAsync("MarkRead", stream, 1))["error"]!["code"]);
            Assert.Equal("not_found", (string?)(await program.CallAsync("Typing", stream))["error"]!["code"]);
        }

        await world.PostAsync(world.Ada, world.Secret, "still secret");
        await world.PostAsync(world.Ada, world.Chat, "still private");
        await program.CallAsync("Subscribe", "abc", null);
        Assert.Empty(program.Events);
    }

    [Fact]
    public async Task Whoever_is_removed_gets_nothing_more_not_even_of_threads()
    {
        var channel = await ChannelAsync("leaving");
        var root = await world.PostAsync(world.Ada, channel, "root");
        var reply = await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/messages/{root.Seq}/replies", new { text = "first" }, HttpStatusCode.Created);
        var thread = StreamId.Parse((string?)reply["stream"] ?? "", null);
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        await program.SubscribeAsync(channel);
        await program.SubscribeAsync(thread);
        await world.PostAsync(world.Ada, thread, "seen in thread");
        await program.SeesAsync("seen in thread");
        await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/streams/{channel}/members/{world.Ben.Id}", null, HttpStatusCode.NoContent);
        await world.PostAsync(world.Ada, channel, "after leaving");
        await world.PostAsync(world.Ada, thread, "after leaving in thread");
        await Eventually.TrueAsync(() => program.Told("placeLeft").Any(p => (string?)p!["stream"] == channel.ToString()), "the program is told");
        Assert.Equal("not_found", (string?)(await program.SubscribeAsync(channel, 0))["error"]!["code"]);
        Assert.DoesNotContain(program.Texts, text => text.StartsWith("after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_only_looks_in_loses_sight_soon_after_the_right_to()
    {
        var zoe = await world.JoinAsync("Zoe", world.First.Id);
        var channel = await world.ChannelAsync("hub-looking", ChannelVisibility.Public);
        await using var program = await HubProgram.ConnectAsync(world, zoe);
        await program.SubscribeAsync(channel);
        await world.PostAsync(world.Ada, channel, "she looks in");
        await program.SeesAsync("she looks in");
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/workspaces/{world.First.Id}/members/{zoe.Id}/role", new { role = "guest" }, HttpStatusCode.NoContent);
        await Eventually.TrueAsync(
            async () =>
            {
                await world.PostAsync(world.Ada, channel, "tick");
                return program.Told("unsubscribed").Count > 0;
            },
            "the program is told that it follows no more",
            TimeSpan.FromSeconds(6));
        var seen = program.Events.Count;
        await world.PostAsync(world.Ada, channel, "not for guests");
        Assert.Equal("not_found", (string?)(await program.SubscribeAsync(channel))["error"]!["code"]);
        Assert.Equal(seen, program.Events.Count);
    }

    [Fact]
    public async Task Whoever_is_added_is_told_of_the_place()
    {
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        var channel = await ChannelAsync("arriving");
        await Eventually.TrueAsync(() => program.Told("placeJoined").Any(p => (string?)p!["head"]!["id"] == channel.ToString()), "the program is told");
    }

    [Fact]
    public async Task Posting_through_the_hub_is_idempotent_and_seen_by_others()
    {
        var channel = await ChannelAsync("posting");
        await using var ben = await HubProgram.ConnectAsync(world, world.Ben);
        await using var ada = await HubProgram.ConnectAsync(world, world.Ada);
        await ada.SubscribeAsync(channel);
        var first = await ben.CallAsync("Post", channel.ToString(), "from the hub", "key-1");
        var again = await ben.CallAsync("Post", channel.ToString(), "from the hub", "key-1");
        Assert.Equal((long)first["value"]!["seq"]!, (long)again["value"]!["seq"]!);
        await ada.SeesAsync("from the hub");
        Assert.Equal("message.empty", (string?)(await ben.CallAsync("Post", channel.ToString(), " ", null))["error"]!["code"]);
    }

    [Fact]
    public async Task Reading_tells_ones_own_programs_what_is_left_and_others_only_how_far()
    {
        var channel = await ChannelAsync("reading");
        var posted = await world.PostAsync(world.Ada, channel, "read me");
        await using var ben = await HubProgram.ConnectAsync(world, world.Ben);
        await using var ada = await HubProgram.ConnectAsync(world, world.Ada);
        await ada.SubscribeAsync(channel);
        Assert.Equal(0, (long)(await ben.CallAsync("MarkRead", channel.ToString(), posted.Seq))["value"]!["unread"]!);
        await Eventually.TrueAsync(() => ada.Told("read").Count > 0 && ben.Told("read").Count > 0, "both are told");
        Assert.Equal(0, (long)ben.Told("read")[0]!["unread"]!);
        Assert.Null(ada.Told("read")[0]!["unread"]);
        Assert.Equal(posted.Seq, (long)ada.Told("read")[0]!["lastReadSeq"]!);
    }

    [Fact]
    public async Task Typing_is_shown_to_others_who_follow_and_not_to_oneself()
    {
        var channel = await ChannelAsync("typing");
        await using var ben = await HubProgram.ConnectAsync(world, world.Ben);
        await using var ada = await HubProgram.ConnectAsync(world, world.Ada);
        await ben.SubscribeAsync(channel);
        await ada.SubscribeAsync(channel);
        Assert.Null((await ben.CallAsync("Typing", channel.ToString()))["error"]);
        await Eventually.TrueAsync(() => ada.Told("typing").Any(t => (string?)t!["user"] == world.Ben.Id.ToString()), "Ada is told");
        Assert.Empty(ben.Told("typing"));
    }

    [Fact]
    public async Task After_unsubscribing_nothing_more_comes()
    {
        var channel = await ChannelAsync("quiet");
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        await program.SubscribeAsync(channel);
        await program.SendAsync("Unsubscribe", channel.ToString());
        await world.PostAsync(world.Ada, channel, "unheard");
        await program.SubscribeAsync(world.Open);
        await world.PostAsync(world.Ada, world.Open, "heard");
        await program.SeesAsync("heard");
        Assert.DoesNotContain("unheard", program.Texts);
    }

    [Fact]
    public async Task A_version_that_never_was_means_reading_afresh()
    {
        var channel = await ChannelAsync("future");
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        Assert.False((bool)(await program.SubscribeAsync(channel, 1_000_000))["value"]!["isComplete"]!);
        Assert.Equal("cursor.invalid", (string?)(await program.SubscribeAsync(channel, -1))["error"]!["code"]);
    }

    [Fact]
    public async Task A_deactivated_persons_program_is_cut_off()
    {
        var kim = await world.JoinAsync("Kim", world.First.Id);
        await using var program = await HubProgram.ConnectAsync(world, kim);
        await program.SubscribeAsync(world.Open);
        TestWorld.Ok(await world.Get<SetPersonActive>().ExecuteAsync(world.Ada.Actor, kim.Id, false, TestContext.Current.CancellationToken));
        await Eventually.TrueAsync(() => program.IsClosed, "the connection is closed");
        await Assert.ThrowsAnyAsync<Exception>(() => HubProgram.ConnectAsync(world, kim));
    }

    [Fact]
    public async Task Without_a_token_nobody_connects()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(world.Address, "/hubs/events")).Build();
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
    }

    [Fact]
    public async Task Too_large_a_message_ends_the_connection_and_only_that()
    {
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        await Assert.ThrowsAnyAsync<Exception>(() => program.CallAsync("Post", world.Open.ToString(), new string('a', 300_000), null));
        await Eventually.TrueAsync(() => program.IsClosed, "the connection is closed");
        await using var other = await HubProgram.ConnectAsync(world, world.Ben);
        Assert.Null((await other.SubscribeAsync(world.Open))["error"]);
    }

    private Task<StreamId> ChannelAsync(string name) => world.ChannelAsync("hub-" + name, ChannelVisibility.Private, world.Ben);

    private async Task<long> VersionAsync(StreamId stream) => (long)(await world.GetAsync(world.Ada, $"/streams/{stream}"))["version"]!;

    private async Task PostUntilAsync(StreamId stream, int writer, CancellationToken done)
    {
        for (var i = 0; !done.IsCancellationRequested; i++)
            await world.PostAsync(world.Ada, stream, $"{writer}.{i}");
    }
}
