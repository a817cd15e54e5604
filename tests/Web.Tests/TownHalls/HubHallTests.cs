using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Hubs;
using Xunit;

namespace Collab.Web.Tests.TownHalls;

/// <summary>Programs in a town hall, over the real hub: a town hall here is two of them.</summary>
public sealed class HubHallTests(HubHallTests.World world) : IClassFixture<HubHallTests.World>
{
    [Fact]
    public async Task Reactions_of_a_second_come_as_one_event_and_lead_to_what_is_stored()
    {
        var channel = await world.ChannelAsync("all-hands", ChannelVisibility.Private, world.Ben);
        var first = await world.PostAsync(world.Ada, channel, "welcome");
        await using var ada = await HubProgram.ConnectAsync(world, world.Ada);
        await using var ben = await HubProgram.ConnectAsync(world, world.Ben);
        var version = (long)(await ada.SubscribeAsync(channel))["value"]!["version"]!;
        await ben.SubscribeAsync(channel);

        string[] emoji = ["👍", "🎉", "😀", "🚀", "👀", "🔥", "👏", "💯"];
        await Task.WhenAll(emoji.Select(e => ReactAsync(world.Ben, channel, first.Seq, e, HttpMethod.Put)));
        await Task.WhenAll(emoji.Take(4).Select(e => ReactAsync(world.Ben, channel, first.Seq, e, HttpMethod.Delete)));
        await ReactAsync(world.Ada, channel, first.Seq, "🔥", HttpMethod.Put);
        await world.PostAsync(world.Ada, channel, "and now");
        await ada.SeesAsync("and now");
        await ben.SeesAsync("and now");

        foreach (var program in new[] { ada, ben })
        {
            AssertCovers(program, channel, version + 1, version + 14);
            Assert.True(program.Events.Count < 14, $"{program.Events.Count} events for 13 reactions and a post");
            Assert.Equal(await StoredAsync(channel, first.Seq), Merged(program, first.Seq));
        }

        Assert.Equal(12, Own(ben).Count());
        Assert.Equal("🔥", (string?)Assert.Single(Own(ada))!["emoji"]);
    }

    [Fact]
    public async Task A_program_that_comes_back_goes_on_from_the_version_that_it_saw_last()
    {
        var channel = await world.ChannelAsync("back-again", ChannelVisibility.Private, world.Ben);
        var first = await world.PostAsync(world.Ada, channel, "welcome");
        await using var ada = await HubProgram.ConnectAsync(world, world.Ada);
        await ada.SubscribeAsync(channel);
        long seen;
        await using (var before = await HubProgram.ConnectAsync(world, world.Ben))
        {
            await before.SubscribeAsync(channel, 0);
            await ReactAsync(world.Ada, channel, first.Seq, "👍", HttpMethod.Put);
            await ReactAsync(world.Ada, channel, first.Seq, "🎉", HttpMethod.Put);
            await Eventually.TrueAsync(() => before.Events.Any(e => (string?)e["type"] == "messages.changed"), "what was gathered comes");
            seen = (long)before.Events[^1]["version"]!;
        }

        await ReactAsync(world.Ada, channel, first.Seq, "🚀", HttpMethod.Put);
        await world.PostAsync(world.Ada, channel, "while away");
        await using var ben = await HubProgram.ConnectAsync(world, world.Ben);
        await ben.SubscribeAsync(channel, seen);
        await ben.SeesAsync("while away");
        AssertCovers(ben, channel, seen + 1, seen + 2);
    }

    [Fact]
    public async Task What_was_gathered_of_messages_that_one_does_not_see_is_left_out_and_no_version_is_missing()
    {
        var channel = await world.ChannelAsync("hidden-there", ChannelVisibility.Private, world.Ben);
        var hidden = await world.PostAsync(world.Ada, channel, "hidden");
        var shown = await world.PostAsync(world.Ada, channel, "shown");
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/messages/{hidden.Seq}/hidden", null, HttpStatusCode.NoContent);
        await using var ada = await HubProgram.ConnectAsync(world, world.Ada);
        await using var ben = await HubProgram.ConnectAsync(world, world.Ben);
        var version = (long)(await ada.SubscribeAsync(channel))["value"]!["version"]!;
        await ben.SubscribeAsync(channel);

        await ReactAsync(world.Ada, channel, hidden.Seq, "👍", HttpMethod.Put);
        await ReactAsync(world.Ada, channel, shown.Seq, "🎉", HttpMethod.Put);
        await world.PostAsync(world.Ada, channel, "and now");
        await ada.SeesAsync("and now");
        await ben.SeesAsync("and now");

        AssertCovers(ada, channel, version + 1, version + 3);
        AssertCovers(ben, channel, version + 1, version + 3);
        Assert.Equal([hidden.Seq, shown.Seq], Gathered(ada).Order());
        Assert.Equal([shown.Seq], Gathered(ben));
    }

    [Fact]
    public async Task Programs_and_the_api_are_told_how_many_watch_and_outsiders_are_not()
    {
        var channel = await world.ChannelAsync("watched", ChannelVisibility.Private, world.Ben);
        await using var ada = await HubProgram.ConnectAsync(world, world.Ada);
        await using var oda = await HubProgram.ConnectAsync(world, world.Oda);
        await ada.SubscribeAsync(channel);
        Assert.Null((await world.GetAsync(world.Ada, $"/streams/{channel}/online"))["watching"]);
        await using var ben = await HubProgram.ConnectAsync(world, world.Ben);
        await ben.SubscribeAsync(channel);

        await Eventually.TrueAsync(() => Watching(ada, channel) is 2 && Watching(ben, channel) is 2, "both are told of two", TimeSpan.FromSeconds(10));

        Assert.Equal(2, (int?)(await world.GetAsync(world.Ada, $"/streams/{channel}/online"))["watching"]);
        await world.JsonAsync(world.Oda, HttpMethod.Get, $"/streams/{channel}/online", null, HttpStatusCode.NotFound);
        Assert.Empty(oda.Told("watching"));
        await ben.SendAsync("Unsubscribe", channel.ToString());
        await Eventually.TrueAsync(() => ada.Told("watching")[^1]!["watching"] is null, "the hall is over", TimeSpan.FromSeconds(10));
    }

    private static int? Watching(HubProgram program, StreamId channel) =>
        program.Told("watching").LastOrDefault(w => (string?)w!["stream"] == channel.ToString())?["watching"] is { } count ? (int)count : null;

    private static void AssertCovers(HubProgram program, StreamId channel, long from, long to)
    {
        var covered = program.Events.Where(e => (string?)e["head"]!["id"] == channel.ToString())
            .SelectMany(e => Range((long)(e["fromVersion"] ?? e["head"]!["version"]!), (long)e["head"]!["version"]!));
        Assert.Equal(Range(from, to), covered);
    }

    private static IEnumerable<long> Range(long from, long to) => Enumerable.Range((int)from, (int)(to - from) + 1).Select(v => (long)v);

    private static IEnumerable<long> Gathered(HubProgram program) => program.Events.SelectMany(e => e["messages"]?.AsArray() ?? []).Select(m => (long)m!["seq"]!).Distinct();

    private static IEnumerable<JsonNode?> Own(HubProgram program) => program.Events.SelectMany(e => e["own"]?.AsArray() ?? []);

    // As a program would: counts replace, who was first stays where nothing is said of it.
    private static List<string> Merged(HubProgram program, long seq)
    {
        var first = new Dictionary<string, string>();
        List<string> merged = [];
        foreach (var changed in program.Events.Where(e => (string?)e["type"] == "messages.changed").SelectMany(e => e["messages"]!.AsArray()).Where(m => (long)m!["seq"]! == seq))
        {
            merged = [.. changed!["reactions"]!.AsArray().Select(r => Said(r!, first[(string)r!["emoji"]!] = r["first"]?.ToJsonString() ?? first[(string)r["emoji"]!]))];
        }

        return merged;
    }

    private async Task<List<string>> StoredAsync(StreamId channel, long seq) =>
        [.. (await world.GetAsync(world.Ada, $"/streams/{channel}/messages/{seq}"))["reactions"]!.AsArray().Select(r => Said(r!, r!["first"]!.ToJsonString()))];

    private static string Said(JsonNode reaction, string first) => $"{(string?)reaction["emoji"]} {(int)reaction["count"]!} {first}";

    private Task<JsonNode> ReactAsync(TestPerson who, StreamId channel, long seq, string emoji, HttpMethod method) =>
        world.JsonAsync(who, method, $"/streams/{channel}/messages/{seq}/reactions/{Uri.EscapeDataString(emoji)}", null, HttpStatusCode.OK);

    public sealed class World : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["TownHall:Viewers"] = "2" };
    }
}
