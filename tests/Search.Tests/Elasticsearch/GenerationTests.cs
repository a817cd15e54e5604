using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Layout;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class GenerationTests
{
    [Fact]
    public async Task Nothing_is_built_until_it_is_begun()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        Assert.Null(await stage.Generations.FindBuildingAsync(CancellationToken.None));
        Assert.Equal("2", await stage.Generations.BeginAsync(null, CancellationToken.None));
        Assert.Equal("2", await stage.Generations.FindBuildingAsync(CancellationToken.None));
        Assert.Equal("2", await stage.Generations.BeginAsync(null, CancellationToken.None));
        Assert.Equal([stage.Names.Index(1, 1), stage.Names.Index(2, 1)], stage.Server.Indices);
    }

    [Fact]
    public async Task While_it_is_built_searches_see_what_they_saw_and_changes_go_to_both()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        await stage.ApplyAsync(A.Message(2, "both"));
        await stage.Generations.PutBuildingAsync([new IndexChange.Put(A.Message(3, "built"))], CancellationToken.None);
        await stage.RefreshAsync();
        Assert.Equal([2L], await stage.FindAsync("both"));
        Assert.Equal([1L], await stage.FindAsync("old"));
        Assert.Empty(await stage.FindAsync("built"));
        Assert.Equal(["2", "3"], stage.Server.Documents(stage.Names.Building).Keys.Order());
    }

    [Fact]
    public async Task Another_node_writes_to_both_once_things_have_settled()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var other = stage.AddNode().GetRequiredService<ISearchIndex>();
        await other.ApplyAsync([new IndexChange.Put(A.Message(1, "old"))], CancellationToken.None);
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        stage.Time.Advance(IIndexGenerations.Settling);
        await other.ApplyAsync([new IndexChange.Put(A.Message(2, "both"))], CancellationToken.None);
        Assert.Equal(["2"], stage.Server.Documents(stage.Names.Building).Keys);
    }

    [Fact]
    public async Task What_storage_had_before_a_change_does_not_replace_the_change()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        await stage.ApplyAsync(A.Message(1, "edited") with { Revision = 11 });
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(2), 11));
        await stage.Generations.PutBuildingAsync([new IndexChange.Put(A.Message(1, "old")), new IndexChange.Put(A.Message(2, "removed"))], CancellationToken.None);
        await stage.Generations.SwitchAsync(CancellationToken.None);
        await stage.RefreshAsync();
        Assert.Equal([1L], await stage.FindAsync("edited"));
        Assert.Empty(await stage.FindAsync("old"));
        Assert.Empty(await stage.FindAsync("removed"));
    }

    [Fact]
    public async Task Switching_lets_searches_use_the_new_one_and_deletes_the_old_one()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "stale"));
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        await stage.Generations.PutBuildingAsync([new IndexChange.Put(A.Message(1, "fresh"))], CancellationToken.None);
        await stage.Generations.SwitchAsync(CancellationToken.None);
        await stage.RefreshAsync();
        Assert.Equal([1L], await stage.FindAsync("fresh"));
        Assert.Empty(await stage.FindAsync("stale"));
        Assert.Null(await stage.Generations.FindBuildingAsync(CancellationToken.None));
        Assert.Equal([stage.Names.Index(2, 1)], stage.Server.Indices);
    }

    [Fact]
    public async Task A_node_that_did_not_notice_the_switch_loses_no_change()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        var other = stage.AddNode().GetRequiredService<ISearchIndex>();
        await other.ApplyAsync([new IndexChange.Put(A.Message(2, "both"))], CancellationToken.None);
        await stage.Generations.SwitchAsync(CancellationToken.None);
        // What it remembers names indices that are gone.
        await other.ApplyAsync([new IndexChange.Put(A.Message(3, "late"))], CancellationToken.None);
        Assert.Equal([new KeyValuePair<MessageId, long>(new(3), 10)], await other.FindRevisionsAsync([new(3)], CancellationToken.None));
        await stage.RefreshAsync();
        Assert.Equal([3L], await stage.FindAsync("late"));
        Assert.Equal([stage.Names.Index(2, 1)], stage.Server.Indices);
    }

    [Fact]
    public async Task Pages_go_on_over_a_switch()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var messages = Enumerable.Range(1, 9).Select(i => A.Message(i, "page") with { At = A.Now.AddDays(-i) }).ToList();
        await stage.ApplyAsync(messages);
        var search = A.Search("page") with { Limit = 3 };
        var first = await stage.Index.SearchAsync(search, CancellationToken.None);
        var second = await stage.Index.SearchAsync(search with { After = first.Next }, CancellationToken.None);
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        await stage.Generations.PutBuildingAsync([.. messages.Select(m => new IndexChange.Put(m))], CancellationToken.None);
        await stage.Generations.SwitchAsync(CancellationToken.None);
        await stage.RefreshAsync();
        Assert.Equal([7L, 8, 9], await stage.FindAsync(search with { After = second.Next }));
    }

    [Fact]
    public async Task Giving_up_deletes_what_was_built_and_nothing_else()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        await stage.Generations.AbandonAsync(CancellationToken.None);
        await stage.Generations.AbandonAsync(CancellationToken.None);
        Assert.Equal([1L], await stage.FindAsync("old"));
        Assert.Equal([stage.Names.Index(1, 1)], stage.Server.Indices);
        await Assert.ThrowsAsync<OutageException>(() => stage.Generations.SwitchAsync(CancellationToken.None));
        await Assert.ThrowsAsync<OutageException>(() => stage.Generations.PutBuildingAsync([new IndexChange.Remove(new(1), 1)], CancellationToken.None));
    }

    [Fact]
    public async Task A_generation_is_laid_out_by_the_boundaries_that_it_is_given()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        await stage.Generations.BeginAsync([new MessageId(200), new MessageId(100)], CancellationToken.None);
        await stage.Generations.PutBuildingAsync([.. new long[] { 99, 100, 199, 200, 5_000 }.Select(i => new IndexChange.Put(A.Message(i, "built")))], CancellationToken.None);
        Assert.Equal(["99"], stage.Server.Documents(stage.Names.Index(2, 1)).Keys);
        Assert.Equal(["100", "199"], stage.Server.Documents(stage.Names.Index(2, 2)).Keys.Order());
        Assert.Equal(["200", "5000"], stage.Server.Documents(stage.Names.Index(2, 3)).Keys.Order());
        Assert.Equal(5, (await stage.Generations.CountBuildingAsync([A.Place], CancellationToken.None))[A.Place]);
        await stage.Generations.SwitchAsync(CancellationToken.None);
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        Assert.Equal(3, stage.Server.Indices.Count(i => i.StartsWith(stage.Names.Messages + "-3-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_begin_left_that_did_not_end_goes_with_the_next_switch()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        await stage.Node.GetRequiredService<IndexSetup>().CreateAsync(2, 1, new MessageId(0), alias: null, CancellationToken.None);
        Assert.Equal("3", await stage.Generations.BeginAsync(null, CancellationToken.None));
        await stage.Generations.SwitchAsync(CancellationToken.None);
        Assert.Equal([stage.Names.Index(3, 1)], stage.Server.Indices);
    }

    [Fact]
    public async Task A_node_that_did_not_notice_the_switch_adds_no_index_to_what_was_built()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.MaxMessagesPerIndex = 1);
        await stage.ApplyAsync(A.Message(1, "old"));
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        await stage.Generations.PutBuildingAsync([new IndexChange.Put(A.Message(1, "new")), new IndexChange.Put(A.Message(2, "new"))], CancellationToken.None);
        await stage.RefreshAsync();
        var late = stage.AddNode();
        var before = await late.GetRequiredService<IndexMapReader>().ReadAsync(CancellationToken.None);
        await stage.Generations.SwitchAsync(CancellationToken.None);
        await late.GetRequiredService<IndexGrowth>().GrowAsync(before, CancellationToken.None);
        Assert.Contains(stage.Server.Calls, c => c.Method == "PUT" && c.Path == $"/{stage.Names.Index(2, 2)}");
        Assert.Equal([stage.Names.Index(2, 1)], stage.Server.Indices);
        Assert.Null(await stage.Generations.FindBuildingAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_reread_is_not_what_was_on_its_way()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        var late = stage.AddNode().GetRequiredService<IndexMapReader>();
        var holding = new TaskCompletionSource();
        stage.Trouble.Holds = holding.Task;
        var reading = late.ReadAsync(CancellationToken.None);
        await Support.Eventually.TrueAsync(() => stage.Trouble.Held == 1, "an answer is held back");
        stage.Trouble.Holds = null;
        await stage.Generations.BeginAsync(null, CancellationToken.None);
        var rereading = late.RereadAsync(CancellationToken.None);
        holding.SetResult();
        Assert.Empty((await reading).Building);
        Assert.Single((await rereading).Building);
    }

    [Fact]
    public async Task Nodes_that_begin_at_once_begin_one()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "old"));
        var nodes = Enumerable.Range(0, 6).Select(_ => stage.AddNode().GetRequiredService<IIndexGenerations>()).ToList();
        await Task.WhenAll(nodes.Select(n => Task.Run(() => n.BeginAsync(null, CancellationToken.None))));
        var map = await stage.Node.GetRequiredService<IndexMapReader>().RereadAsync(CancellationToken.None);
        Assert.Single(map.Building);
        await stage.Generations.SwitchAsync(CancellationToken.None);
        Assert.Single(stage.Server.Indices);
    }
}
