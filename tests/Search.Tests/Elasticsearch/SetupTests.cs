using System.Text.Json;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class SetupTests
{
    [Fact]
    public async Task Searching_an_empty_cluster_finds_nothing_and_makes_the_index()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        Assert.Empty(await stage.FindAsync("anything"));
        Assert.Equal([stage.Names.Index(1, 1)], stage.Server.Indices);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_make_one_index_and_lose_nothing()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var nodes = Enumerable.Range(0, 8).Select(_ => stage.AddNode().GetRequiredService<ISearchIndex>()).ToList();
        await Task.WhenAll(nodes.Select((n, i) => Task.Run(() => n.ApplyAsync([new IndexChange.Put(A.Message(i + 1, "started"))], CancellationToken.None))));
        await stage.RefreshAsync();
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8], (await stage.FindAsync("started")).Order());
        Assert.Equal([stage.Names.Index(1, 1)], stage.Server.Indices);
    }

    [Fact]
    public async Task An_index_that_is_deleted_under_way_is_not_made_by_a_change_but_as_it_should_be()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "before"));
        await stage.DeleteAsync(stage.Names.Index(1, 1));
        await stage.ApplyAsync(A.Message(2, "after"));
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(3), 3));
        Assert.Equal([2L], await stage.FindAsync("after"));
        Assert.Equal([stage.Names.Index(1, 1)], stage.Server.Indices);
    }

    [Fact]
    public async Task A_newer_template_is_left_alone_and_an_older_one_replaced()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.PutTemplateAsync(version: 1_000);
        await stage.FindAsync("anything");
        Assert.Equal(1, Templates(stage));
        await stage.DeleteAsync(stage.Names.Index(1, 1));
        await stage.PutTemplateAsync(version: 0);
        await stage.FindAsync("anything");
        Assert.Equal(3, Templates(stage));
    }

    [Fact]
    public async Task An_index_is_made_with_the_shards_and_copies_of_the_options()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => (o.Shards, o.Replicas) = (7, 2));
        await stage.FindAsync("anything");
        var created = stage.Server.Calls.Single(c => c.Method == "PUT" && c.Path == $"/{stage.Names.Index(1, 1)}").Body;
        var settings = JsonDocument.Parse(created).RootElement.GetProperty("settings").GetProperty("index");
        Assert.Equal((7, 2), (settings.GetProperty("number_of_shards").GetInt32(), settings.GetProperty("number_of_replicas").GetInt32()));
    }

    private static int Templates(ElasticsearchStage stage) => stage.Server.Calls.Count(c => c.Method == "PUT" && c.Path.StartsWith("/_index_template", StringComparison.Ordinal));
}
