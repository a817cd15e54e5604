using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Layout;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class GrowthTests
{
    [Fact]
    public async Task A_full_index_is_followed_by_one_that_begins_in_five_minutes()
    {
        await using var stage = await FullAsync();
        var map = await MapAsync(stage);
        Assert.Equal([new MessageId(0), Boundary(stage)], map.Current.Select(p => p.From));
        Assert.Equal([1, 2], map.Current.Select(p => p.Number));
    }

    [Fact]
    public async Task An_index_that_is_not_full_is_not_followed()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.MaxMessagesPerIndex = 3);
        await stage.ApplyAsync(A.Message(1, "one"), A.Message(2, "two"), A.Message(3, "three"));
        stage.Time.Advance(TimeSpan.FromMinutes(2));
        await stage.ApplyAsync(A.Message(3, "three"));
        Assert.Single((await MapAsync(stage)).Current);
    }

    [Fact]
    public async Task Messages_go_to_either_side_of_the_boundary_by_their_id()
    {
        await using var stage = await FullAsync();
        var boundary = Boundary(stage).Value;
        stage.Time.Advance(TimeSpan.FromMinutes(10));
        await stage.ApplyAsync(A.Message(boundary - 1, "last"), A.Message(boundary, "first"));
        Assert.Contains($"{boundary - 1}", stage.Server.Documents(stage.Names.Index(1, 1)).Keys);
        Assert.Equal([$"{boundary}"], stage.Server.Documents(stage.Names.Index(1, 2)).Keys);
        Assert.Equal([boundary], await stage.FindAsync("first"));
        Assert.Equal([boundary - 1], await stage.FindAsync("last"));
    }

    [Fact]
    public async Task A_change_of_an_old_message_goes_where_the_message_is()
    {
        await using var stage = await FullAsync();
        stage.Time.Advance(TimeSpan.FromMinutes(10));
        await stage.ApplyAsync(A.Message(1, "edited") with { Revision = 20 });
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(2), 20));
        Assert.Equal([1L], await stage.FindAsync("edited"));
        Assert.Equal(["1", "3", "4"], stage.Server.Documents(stage.Names.Messages).Keys.Order());
        Assert.Empty(stage.Server.Documents(stage.Names.Index(1, 2)));
    }

    [Fact]
    public async Task A_following_index_that_has_not_begun_is_not_followed_again()
    {
        await using var stage = await FullAsync();
        for (var i = 0; i < 3; i++)
        {
            stage.Time.Advance(TimeSpan.FromMinutes(1.2));
            await stage.ApplyAsync(A.Message(1, "full") with { Revision = 30 + i });
        }

        Assert.Equal(2, (await MapAsync(stage)).Current.Count);
    }

    [Fact]
    public async Task Nodes_that_notice_at_once_make_one_index()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.MaxMessagesPerIndex = 3);
        await stage.ApplyAsync(Enumerable.Range(1, 4).Select(i => A.Message(i, "full")));
        stage.Time.Advance(TimeSpan.FromMinutes(2));
        var nodes = Enumerable.Range(0, 6).Select(_ => stage.AddNode().GetRequiredService<ISearchIndex>()).ToList();
        await Task.WhenAll(nodes.Select((n, i) => Task.Run(() => n.ApplyAsync([new IndexChange.Put(A.Message(10 + i, "raced"))], CancellationToken.None))));
        Assert.Equal(2, (await MapAsync(stage)).Current.Count);
        await stage.RefreshAsync();
        Assert.Equal([10L, 11, 12, 13, 14, 15], (await stage.FindAsync("raced")).Order());
    }

    [Fact]
    public async Task Another_node_knows_of_a_new_index_before_its_first_message()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.MaxMessagesPerIndex = 3);
        var other = stage.AddNode().GetRequiredService<ISearchIndex>();
        await stage.ApplyAsync(Enumerable.Range(1, 4).Select(i => A.Message(i, "full")));
        stage.Time.Advance(TimeSpan.FromMinutes(2));
        // Looked before the new index was made, so that what it remembers lacks it.
        Assert.Empty(await other.FindRevisionsAsync([new MessageId(99)], CancellationToken.None));
        await stage.ApplyAsync(A.Message(1, "full"));
        var boundary = Boundary(stage).Value;
        stage.Time.Advance(IndexGrowth.Ahead);
        await other.ApplyAsync([new IndexChange.Put(A.Message(boundary + 1, "beyond"))], CancellationToken.None);
        Assert.Equal([$"{boundary + 1}"], stage.Server.Documents(stage.Names.Index(1, 2)).Keys);
    }

    [Fact]
    public async Task Revisions_and_counts_are_of_all_indices()
    {
        await using var stage = await FullAsync();
        var boundary = Boundary(stage).Value;
        await stage.Index.ApplyAsync([new IndexChange.Put(A.Message(boundary, "late") with { Revision = 77 })], CancellationToken.None);
        var revisions = await stage.Index.FindRevisionsAsync([new(1), new(boundary)], CancellationToken.None);
        Assert.Equal((10, 77), (revisions[new(1)], revisions[new(boundary)]));
        Assert.Equal(5, (await stage.Index.CountAsync([A.Place], CancellationToken.None))[A.Place]);
    }

    // Four messages where three fit, a minute after somebody looked.
    private static async Task<ElasticsearchStage> FullAsync()
    {
        var stage = await ElasticsearchStage.StartAsync(o => o.MaxMessagesPerIndex = 3);
        await stage.ApplyAsync(Enumerable.Range(1, 4).Select(i => A.Message(i, "full")));
        stage.Time.Advance(TimeSpan.FromMinutes(2));
        await stage.ApplyAsync(A.Message(4, "full"));
        return stage;
    }

    private static MessageId Boundary(ElasticsearchStage _) => SnowflakeIdSource.LowestAt<MessageId>(A.Now + TimeSpan.FromMinutes(2) + IndexGrowth.Ahead);

    private static Task<IndexMap> MapAsync(ElasticsearchStage stage) => stage.Node.GetRequiredService<IndexMapReader>().RereadAsync(CancellationToken.None);
}
