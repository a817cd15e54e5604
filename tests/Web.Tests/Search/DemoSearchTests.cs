using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Organizations;
using Collab.Domain.Search;
using Collab.Search.Indexing;
using Collab.Support;
using Collab.Web.Hosting.Demo;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Search;

/// <summary>Months of invented talk are stored without an event for each message; all of it is found all the same.</summary>
public sealed class DemoSearchTests(CollabApp app) : IClassFixture<CollabApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_demo_organization_has_said_is_found()
    {
        // The index is there before the talk, as when the program starts with nothing.
        await IsBuiltAsync();
        var keys = (await app.Get<DemoFill>().MakeAsync(60, new Progress<DemoProgress>(), Ct)).Value;

        var keeper = app.Get<ISearchKeeper>();
        await Eventually.TrueAsync(async () => (await keeper.VerifyAsync(_ => { }, Ct)).IsSound, "the index has every message", TimeSpan.FromSeconds(60));
        await IsBuiltAsync();
        using var http = app.Http(keys.People.First(p => p.Role == "member").Token);
        var found = await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/search/messages?q=in:general", UriKind.Relative), Ct);
        Assert.NotEmpty(found!["items"]!.AsArray()); // an answer has items
    }

    private Task IsBuiltAsync() =>
        Eventually.TrueAsync(async () => (await app.Get<ISearchIndex>().CheckAsync(Ct)).Condition == IndexCondition.Working, "the index is built");
}
