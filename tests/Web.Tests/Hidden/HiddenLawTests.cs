using System.Net;
using Collab.Support.Storage;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Hubs;
using Collab.Web.Tests.Recall;
using Xunit;

namespace Collab.Web.Tests.Hidden;

/// <summary>
/// The law of delete-for-me: what one has deleted for oneself comes back on no route, but where one brings it back; and nobody
/// else notices anything. Routes are found by asking the program, so that a new one that forgets it fails here.
/// </summary>
public sealed class HiddenLawTests(RecallWorld world) : IClassFixture<RecallWorld>
{
    private const string Marker = "numbatmarker";
    private const string ActMarker = "quokkamarker";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_has_deleted_for_oneself_is_shown_on_no_route_and_nothing_changes_for_others()
    {
        var sweep = new RouteSweep(world, Marker);
        var planted = await sweep.PlantAsync();
        var before = await sweep.FindAsync(planted);
        Assert.Contains(before, b => b.StartsWith("listMessages as Ada", StringComparison.Ordinal));
        var tables = await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct);

        // One by one: the word is gone, but from the list from which one brings it back.
        foreach (var message in planted.Messages)
            await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{message.Stream}/messages/{message.Seq}/hidden", null, HttpStatusCode.NoContent);
        var hidden = await sweep.FindAsync(planted);
        Assert.Equal(["listHidden as Ada: /api/v1/me/hidden"], Of(hidden, "Ada").Distinct());
        Assert.Equal(Of(before, "Ben"), Of(hidden, "Ben"));
        Assert.Equal(Of(before, "Guss"), Of(hidden, "Guss"));
        Assert.Equal(tables, await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct));
        await AssertEventsAsync(planted, isShown: false);

        foreach (var message in planted.Messages)
            await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/streams/{message.Stream}/messages/{message.Seq}/hidden", null, HttpStatusCode.NoContent);
        Assert.Equal(Of(before, "Ada"), Of(await sweep.FindAsync(planted), "Ada"));

        // And whole histories: they are in no list.
        foreach (var place in new[] { world.Secret, world.Chat, world.Open })
            await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{place}/history/clear");
        var cleared = await sweep.FindAsync(planted);
        Assert.Empty(Of(cleared, "Ada"));
        Assert.Equal(Of(before, "Ben"), Of(cleared, "Ben"));
        await AssertEventsAsync(planted, isShown: false);

        foreach (var place in new[] { world.Secret, world.Chat, world.Open })
            await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{place}/history/restore", new { });
        Assert.Equal(Of(before, "Ada"), Of(await sweep.FindAsync(planted), "Ada"));
        await AssertEventsAsync(planted, isShown: true);
    }

    [Fact]
    public async Task No_act_on_what_one_does_not_see_answers_with_what_it_says()
    {
        var sweep = new RouteSweep(world, ActMarker);
        var planted = await sweep.PlantAsync();
        // What others wrote: the author of a message may take it back and edit it, and knows what it says.
        var others = planted with { Messages = [.. planted.Messages.Where(m => m.Author == world.Ada.Id)] };
        foreach (var message in others.Messages)
            await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{message.Stream}/messages/{message.Seq}/hidden", null, HttpStatusCode.NoContent);
        Assert.Empty(await sweep.ActAsync(world.Ben, others));

        foreach (var message in others.Messages)
            await world.JsonAsync(world.Ben, HttpMethod.Delete, $"/streams/{message.Stream}/messages/{message.Seq}/hidden", null, HttpStatusCode.NoContent);
        Assert.NotEmpty(await sweep.ActAsync(world.Ben, others));
    }

    // A program that was away since the beginning.
    private async Task AssertEventsAsync(RouteSweep.Planted planted, bool isShown)
    {
        await using var late = await HubProgram.ConnectAsync(world, world.Ada);
        foreach (var stream in planted.Messages.Select(m => m.Stream).Distinct())
        {
            var answer = await late.SubscribeAsync(stream, 0);
            Assert.True(isShown || !answer.ToJsonString().Contains(Marker, StringComparison.Ordinal));
        }

        await Support.Eventually.TrueAsync(
            () => planted.Messages.All(m => late.Events.Any(e => (string?)e["message"]?["stream"] == m.Stream.ToString() && (long?)e["message"]?["seq"] == m.Seq)), "what was missed comes");
        Assert.Equal(isShown, late.Events.Any(e => e.ToJsonString().Contains(Marker, StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> Of(IReadOnlyList<string> found, string person) => [.. found.Where(f => f.Contains($" as {person}", StringComparison.Ordinal))];
}
