using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class OverloadTests
{
    [Fact]
    public async Task What_was_refused_as_a_whole_is_sent_again_in_smaller_pieces()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        stage.Trouble.RefusesEveryOtherBulk = true;
        await stage.ApplyAsync(Enumerable.Range(1, 1_500).Select(i => A.Message(i, "pressure")));
        Assert.Equal(1_500, stage.Server.Documents(stage.Names.Messages).Count);
        Assert.Equal([1000, 500], Bulks(stage).Take(2));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task What_was_refused_in_part_is_sent_again_and_the_rest_is_not(int status)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        (stage.Trouble.RefusesEveryNth, stage.Trouble.RefusalStatus) = (3, status);
        await stage.ApplyAsync(Enumerable.Range(1, 900).Select(i => A.Message(i, "pressure")));
        Assert.Equal(900, stage.Server.Documents(stage.Names.Messages).Count);
        Assert.Equal(900 + 300 + 100 + 33 + 11, Bulks(stage).Sum(), 20.0);
    }

    [Fact]
    public async Task What_was_not_answered_is_sent_again_in_smaller_pieces()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.WriteTimeout = TimeSpan.FromSeconds(2));
        await stage.ApplyAsync(A.Message(100, "before"));
        stage.Trouble.IsSilentAbove = 20;
        await stage.ApplyAsync(Enumerable.Range(1, 40).Select(i => A.Message(i, "pressure")));
        Assert.Equal([1, 40, 20, 20], Bulks(stage));
    }

    [Fact]
    public async Task Changes_that_are_never_answered_are_an_outage()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(100, "before"));
        var hasty = stage.AddNode(o => o.WriteTimeout = TimeSpan.FromMilliseconds(200)).GetRequiredService<ISearchIndex>();
        stage.Trouble.IsSilentAbove = 0;
        var outage = await Assert.ThrowsAsync<OutageException>(() => hasty.ApplyAsync([new IndexChange.Put(A.Message(1, "after"))], CancellationToken.None));
        Assert.Contains("too much to do", outage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overload_that_does_not_end_is_an_outage()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "before"));
        (stage.Trouble.Status, stage.Trouble.StatusTimes) = (429, -1);
        var outage = await Assert.ThrowsAsync<OutageException>(() => stage.ApplyAsync(A.Message(2, "after")));
        Assert.Contains("too much to do", outage.Message, StringComparison.Ordinal);
        outage = await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("before"));
        Assert.Contains("too much to do", outage.Message, StringComparison.Ordinal);
        stage.Trouble.Status = 0;
    }

    [Fact]
    public async Task Overload_that_ends_is_not_noticed()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "patient"));
        (stage.Trouble.Status, stage.Trouble.StatusTimes) = (503, 2);
        Assert.Equal([1L], await stage.FindAsync("patient"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_only_indices_are_an_outage_that_says_why_at_once(bool isFlooded)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "before"));
        (stage.Trouble.IsFlooded, stage.Trouble.IsReadOnly) = (isFlooded, !isFlooded);
        var before = Bulks(stage).Count();
        var outage = await Assert.ThrowsAsync<OutageException>(() => stage.ApplyAsync(A.Message(2, "after")));
        Assert.Contains("disk is nearly full", outage.Message, StringComparison.Ordinal);
        Assert.Equal(before + 1, Bulks(stage).Count());
        Assert.Equal([1L], await stage.FindAsync("before"));
    }

    [Fact]
    public async Task Searches_that_lack_a_shard_are_refused()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "whole"));
        stage.Trouble.LacksShard = true;
        await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("whole"));
        await Assert.ThrowsAsync<OutageException>(() => stage.Index.CountAsync([A.Place], CancellationToken.None));
    }

    [Fact]
    public async Task Searches_that_ran_out_of_time_are_refused()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "slow"));
        stage.Trouble.RunsOutOfTime = true;
        var outage = await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("slow"));
        Assert.Contains("not complete", outage.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Bulks(ElasticsearchStage stage) => stage.Server.Calls.Where(c => c.Path == "/_bulk").Select(c => c.Body.Count(l => l == '\n') / 2);
}
