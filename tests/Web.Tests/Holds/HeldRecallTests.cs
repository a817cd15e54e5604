using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Holds;
using Collab.Support;
using Collab.Support.Storage;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Hubs;
using Collab.Web.Tests.Recall;
using Collab.Web.Tests.Search;
using Xunit;

namespace Collab.Web.Tests.Holds;

/// <summary>
/// The law of recall under a hold: nobody reaches anything of what was taken back but an auditor by her door, and when the hold is
/// released nothing of it is left anywhere.
/// </summary>
public sealed class HeldRecallTests(RecallWorld world) : IClassFixture<RecallWorld>
{
    private const string Marker = "narwhalmarker";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_held_is_reached_by_an_auditor_alone_and_goes_with_the_hold()
    {
        var hold = (string)(await world.JsonAsync(world.Ada, HttpMethod.Post, "/holds", new { name = "Matter 9", reason = "the law of holds is tested", everything = true }, HttpStatusCode.Created))["id"]!;
        await using var listening = await HubProgram.ConnectAsync(world, world.Ben);
        await listening.SubscribeAsync(world.Secret);
        var sweep = new RouteSweep(world, Marker);
        var planted = await sweep.PlantAsync();

        foreach (var message in planted.Messages)
            await world.JsonAsync(message.Author == world.Ada.Id ? world.Ada : world.Ben, HttpMethod.Post, $"/streams/{message.Stream}/messages/{message.Seq}/recall");
        await world.IndexedAsync([.. planted.Messages.Select(m => m.Stream).Distinct()]);

        // Ben audits. To be able to find it at all the sweep has to find it here.
        var found = await sweep.FindAsync(planted);
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.StartsWith("openHeldFile as Ben:", f, StringComparison.Ordinal));
        Assert.Equal(["file.name", "held_message.content"], await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct));
        Assert.Equal(2, sweep.FilesWithMarker().Count);
        await Eventually.TrueAsync(() => listening.Events.Any(e => (string?)e["type"] == "message.recalled"), "the program is told");
        // What was said before comes before it, however late that was told.
        Assert.DoesNotContain(listening.Events.SkipWhile(e => (string?)e["type"] != "message.recalled"), e => e.ToJsonString().Contains(Marker, StringComparison.Ordinal));
        await Eventually.TrueAsync(async () => (await HeldAsync()).Count == planted.Messages.Count, "an auditor finds all of it", TimeSpan.FromSeconds(30));

        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/holds/{hold}/release", new { reason = "the matter is closed" });
        await world.Get<SweepHeld>().ExecuteAsync(Ct);

        Assert.Empty(await sweep.FindAsync(planted));
        Assert.Empty(await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct));
        Assert.Empty(sweep.FilesWithMarker());
        Assert.Empty(await HeldAsync());
        Assert.Empty(await world.Get<IHeldIndex>().FindRevisionsAsync([.. planted.Messages.Select(m => m.Id)], Ct));
    }

    // The query stands in the audit log: it is not the whole word.
    private async Task<JsonArray> HeldAsync() => (await world.GetAsync(world.Ben, $"/audit/searches/{world.AuditSearch}/messages?held=true&q={Marker[..^1]}"))["found"]!["items"]!.AsArray();
}
