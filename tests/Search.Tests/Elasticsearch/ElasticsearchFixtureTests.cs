using Collab.Search.Elasticsearch;
using Collab.Support.Elasticsearch;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class ElasticsearchFixtureTests
{
    [Fact]
    public async Task Stages_on_one_server_see_nothing_of_each_other()
    {
        await using var server = await ElasticServer.StartAsync();
        await using var one = ElasticsearchStage.On(server, new ElasticsearchOptions { Url = server.Url });
        await using var other = ElasticsearchStage.On(server, new ElasticsearchOptions { Url = server.Url });
        await one.ApplyAsync(A.Message(1, "mine"));
        await other.ApplyAsync(A.Message(2, "mine"));
        Assert.Equal([1L], await one.FindAsync("mine"));
        Assert.Equal([2L], await other.FindAsync("mine"));
    }

    [Fact]
    public async Task A_cluster_of_ones_own_is_left_as_it_was()
    {
        await using var server = await ElasticServer.StartAsync();
        await using (var stage = ElasticsearchStage.On(null, new ElasticsearchOptions { Url = server.Url }))
        {
            await stage.ApplyAsync(A.Message(1, "guest"));
            Assert.Equal([1L], await stage.FindAsync("guest"));
        }

        Assert.Empty(server.Indices);
        Assert.Contains(server.Calls, c => c.Method == "DELETE" && c.Path.StartsWith("/_index_template/", StringComparison.Ordinal));
        Assert.Empty(server.Violations);
    }
}
