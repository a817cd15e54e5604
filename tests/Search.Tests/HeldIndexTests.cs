using Collab.Domain.Holds;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Search.Tests.Elasticsearch;
using Collab.Support.Elasticsearch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Search.Tests;

/// <summary>What legal holds keep is in an index that shares nothing with that of messages, on each engine as the settings choose it.</summary>
public sealed class HeldIndexTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collab-held-");
    private ElasticServer _server = null!; // set before each test

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ElasticServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Lucene")]
    [InlineData("Elasticsearch")]
    public async Task Neither_finds_what_is_in_the_other_nor_takes_it_out(string engine)
    {
        await using var services = Services(engine);
        var (messages, held) = (services.GetRequiredService<ISearchIndex>(), services.GetRequiredService<IHeldIndex>());
        var said = A.Message(1, "walnut");
        await messages.ApplyAsync([new IndexChange.Put(said)], Ct);
        await held.ApplyAsync([new IndexChange.Put(said with { Text = "hazelnut" })], Ct);

        Assert.Equal((1, 0), (await CountAsync(messages, "walnut"), await CountAsync(messages, "hazelnut")));
        Assert.Equal((0, 1), (await CountAsync(held, "walnut"), await CountAsync(held, "hazelnut")));
        await held.ApplyAsync([new IndexChange.Remove(said.Id, said.Revision)], Ct);
        Assert.Equal((1, 0), (await CountAsync(messages, "walnut"), await CountAsync(held, "hazelnut")));
        if (engine == "Elasticsearch")
            Assert.Equal(["acme-held-messages", "acme-messages"], _server.Indices.Select(i => i[..(i.IndexOf("messages", StringComparison.Ordinal) + "messages".Length)]).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task Without_an_engine_it_is_not_searched_and_what_is_let_go_is_nothing_to_it()
    {
        await using var services = Services("Off");
        var held = services.GetRequiredService<IHeldIndex>();
        await held.ApplyAsync([new IndexChange.Remove(A.Message(1, "").Id, 1)], Ct);
        await Assert.ThrowsAsync<OutageException>(() => held.SearchAsync(A.Search("walnut"), Ct));
    }

    private ServiceProvider Services(string engine)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Collab:Search:Provider"] = engine,
            ["Collab:Search:Folder"] = _folder.FullName,
            ["Collab:Search:Elasticsearch"] = _server.Url,
            ["Collab:Search:Prefix"] = "acme",
        };
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSearchIndex(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }

    // CountAsync sees what was applied, and so does every search after it.
    private static async Task<long> CountAsync(ISearchIndex index, string word)
    {
        await index.CountAsync([A.Place], Ct);
        return (await index.SearchAsync(A.Search(word), Ct)).Total;
    }
}
