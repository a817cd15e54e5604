using System.Net;
using System.Text;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Support.Files;
using Collab.Support.Storage;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Hubs;
using Collab.Web.Tests.Search;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Xunit;

namespace Collab.Web.Tests.Recall;

/// <summary>
/// The law of recall: of what was taken back no copy is left that anybody can reach. Routes, tables and files are found by
/// asking the program what there is, so that a new one that forgets recall fails here.
/// </summary>
public sealed class RecallLawTests(RecallWorld world) : IClassFixture<RecallWorld>
{
    private const string Marker = "quokkamarker";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_a_recalled_message_said_can_be_reached_by_anybody_anywhere()
    {
        await using var listening = await HubProgram.ConnectAsync(world, world.Ben);
        await listening.SubscribeAsync(world.Secret);
        var sweep = new RouteSweep(world, Marker);
        var planted = await sweep.PlantAsync();

        // The sweep must be able to find: before the recall it does, where people look.
        var before = await sweep.FindAsync(planted);
        foreach (var route in new[] { "listMessages", "getMessage", "listEdits", "listPins", "listSaved", "listFiles", "getFile", "openFile", "searchMessages", "searchForAudit", "listEvents", "listThreads", "listReferences" })
            Assert.True(before.Any(b => b.StartsWith(route + " ", StringComparison.Ordinal)), $"{route} shows the message before it is recalled; it answered {string.Join(", ", sweep.Answers.Where(a => a.StartsWith(route + ' ', StringComparison.Ordinal)))}");
        Assert.DoesNotContain(before, b => b.StartsWith("listReferences as Guss", StringComparison.Ordinal) || b.StartsWith("listReferences as Oda", StringComparison.Ordinal));
        var tables = await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct);
        Assert.Equal(["file.name", "message.attachments", "message.html", "message.text", "message_edit.html", "message_edit.text"], tables);
        Assert.Equal(2, sweep.FilesWithMarker().Count);
        Assert.Contains(listening.Events, e => e.ToJsonString().Contains(Marker, StringComparison.Ordinal));
        var told = listening.Events.Count;

        foreach (var message in planted.Messages)
            await world.JsonAsync(message.Author == world.Ada.Id ? world.Ada : world.Ben, HttpMethod.Post, $"/streams/{message.Stream}/messages/{message.Seq}/recall");
        await world.IndexedAsync([.. planted.Messages.Select(m => m.Stream).Distinct()]);

        Assert.Empty(await sweep.FindAsync(planted));
        Assert.Empty(await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct));
        Assert.Empty(sweep.FilesWithMarker());
        await Eventually.TrueAsync(() => listening.Events.Any(e => (string?)e["type"] == "message.recalled"), "the program is told");
        Assert.DoesNotContain(listening.Events.Skip(told), e => e.ToJsonString().Contains(Marker, StringComparison.Ordinal));
        await using var late = await HubProgram.ConnectAsync(world, world.Ben);
        foreach (var stream in planted.Messages.Select(m => m.Stream).Distinct())
            Assert.DoesNotContain(Marker, (await late.SubscribeAsync(stream, 0)).ToJsonString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => late.Events.Count(e => (string?)e["type"] == "message.recalled") >= planted.Messages.Count, "what was missed comes");
        Assert.DoesNotContain(late.Events, e => e.ToJsonString().Contains(Marker, StringComparison.Ordinal));
    }
}
