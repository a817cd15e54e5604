using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Sync;

/// <summary>What a program is told at <c>/sync</c>, as it comes over the wire.</summary>
[Collection(WorldCollection.Name)]
public sealed class SyncApiTests(TestWorld world)
{
    [Fact]
    public async Task A_device_begins_and_is_told_what_happened_since()
    {
        var channel = await world.ChannelAsync("synced", ChannelVisibility.Private, world.Ben);
        var device = await RegisterAsync(world.Ben, "Ben's laptop");
        var begun = await world.GetAsync(world.Ben, $"/sync?device={device}");
        Assert.True((bool)begun["isReset"]!);
        Assert.Contains(begun["places"]!.AsArray(), p => (string?)p!["head"]!["id"] == channel.ToString());
        Assert.NotNull(begun["preferences"]);

        var said = await world.PostAsync(world.Ada, channel, "while away");
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/messages/{said.Seq}/recall", null, HttpStatusCode.OK);
        var news = await world.GetAsync(world.Ben, $"/sync?cursor={begun["cursor"]}");

        Assert.False((bool)news["isReset"]!);
        Assert.Null(news["preferences"]);
        var stream = Assert.Single(news["streams"]!.AsArray(), s => (string?)s!["stream"] == channel.ToString())!;
        Assert.Equal(["message.posted", "message.recalled"], stream["events"]!.AsArray().Select(e => (string?)e!["type"]));
        Assert.DoesNotContain("while away", news.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((string?)(await world.GetAsync(world.Ben, $"/sync?cursor={news["cursor"]}"))["cursor"], (string?)news["cursor"]);
    }

    [Fact]
    public async Task What_is_asked_for_wrongly_gets_a_problem_that_says_what_to_do()
    {
        var device = await RegisterAsync(world.Ada, "Ada's laptop");
        var cursor = (string?)(await world.GetAsync(world.Ada, $"/sync?device={device}"))["cursor"];
        foreach (var (query, status, code) in new[]
                 {
                     ("", HttpStatusCode.BadRequest, "sync.device_missing"),
                     ("?cursor=nonsense", HttpStatusCode.BadRequest, "cursor.invalid"),
                     ($"?cursor={cursor}&hold={string.Join("&hold=", Enumerable.Range(1, 51))}", HttpStatusCode.BadRequest, "sync.too_many_named"),
                     ("?device=1234567890", HttpStatusCode.NotFound, "not_found"),
                 })
        {
            var problem = await world.JsonAsync(world.Ada, HttpMethod.Get, $"/sync{query}", null, status);
            Assert.Equal(code, (string?)problem["code"]);
        }

        // Nobody else's cursor or device leads anywhere.
        await world.JsonAsync(world.Ben, HttpMethod.Get, $"/sync?cursor={cursor}", null, HttpStatusCode.NotFound);
        await world.JsonAsync(world.Ben, HttpMethod.Get, $"/sync?device={device}", null, HttpStatusCode.NotFound);
        await world.JsonAsync(world.Ben, HttpMethod.Delete, $"/me/devices/{device}", null, HttpStatusCode.NotFound);
        Assert.Equal("device.name", (string?)(await world.JsonAsync(world.Ada, HttpMethod.Post, "/me/devices", new { name = "" }, HttpStatusCode.BadRequest))["code"]);
    }

    [Fact]
    public async Task Devices_are_listed_and_forgotten_by_their_person()
    {
        var device = await RegisterAsync(world.Ada, "an old phone");
        Assert.Contains(await DevicesAsync(world.Ada), d => (string?)d!["id"] == device && (string?)d["name"] == "an old phone");
        Assert.DoesNotContain(await DevicesAsync(world.Ben), d => (string?)d!["id"] == device);

        await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/me/devices/{device}", null, HttpStatusCode.NoContent);

        Assert.DoesNotContain(await DevicesAsync(world.Ada), d => (string?)d!["id"] == device);
        await world.JsonAsync(world.Ada, HttpMethod.Get, $"/sync?device={device}", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_thread_is_held_until_it_is_let_go_and_not_when_one_may_not_read_it()
    {
        var device = await RegisterAsync(world.Ben, "holder");
        var begun = await world.GetAsync(world.Ben, $"/sync?device={device}&hold={world.Thread}");
        Assert.Contains(begun["streams"]!.AsArray(), s => (string?)s!["stream"] == world.Thread.ToString() && !(bool)s["isComplete"]!);

        await world.PostAsync(world.Ada, world.Thread, "in the held thread");
        var news = await world.GetAsync(world.Ben, $"/sync?cursor={begun["cursor"]}");
        Assert.Contains("in the held thread", news.ToJsonString(), StringComparison.Ordinal);
        var dropped = await world.GetAsync(world.Ben, $"/sync?cursor={news["cursor"]}&drop={world.Thread}");
        await world.PostAsync(world.Ada, world.Thread, "after it was let go");
        Assert.DoesNotContain("after it was let go", (await world.GetAsync(world.Ben, $"/sync?cursor={dropped["cursor"]}")).ToJsonString(), StringComparison.Ordinal);

        var outsider = await RegisterAsync(world.Oda, "outside");
        var refused = await world.GetAsync(world.Oda, $"/sync?device={outsider}&hold={world.Thread}&hold={world.Secret}&hold=987654321");
        Assert.Empty(refused["streams"]!.AsArray());
        Assert.Equal(new[] { world.Thread.ToString(), world.Secret.ToString(), "987654321" }.Order(), refused["left"]!.AsArray().Select(l => (string?)l).Order());
    }

    private async Task<string?> RegisterAsync(TestPerson person, string name) =>
        (string?)(await world.JsonAsync(person, HttpMethod.Post, "/me/devices", new { name }, HttpStatusCode.Created))["id"];

    private async Task<JsonArray> DevicesAsync(TestPerson person) => (await world.GetAsync(person, "/me/devices"))["items"]!.AsArray();
}
