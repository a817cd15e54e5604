using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class PageTests
{
    [Theory]
    [InlineData(SearchSort.Best, 1)]
    [InlineData(SearchSort.Best, 7)]
    [InlineData(SearchSort.Newest, 1)]
    [InlineData(SearchSort.Newest, 7)]
    public async Task Pages_hold_every_hit_once_and_in_order(SearchSort sort, int limit)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        // Texts of equal length and times of equal age, so that scores and times are equal again and again.
        await stage.ApplyAsync(Enumerable.Range(1, 30).Select(i => A.Message((1L << 60) + i, i % 3 == 0 ? "page page" : "page two") with { At = A.Now.AddDays(-(i % 4)) }));
        var all = await stage.FindAsync(A.Search("page") with { Sort = sort, Limit = 100 });
        Assert.Equal(30, all.Distinct().Count());
        Assert.Equal(all, await stage.FindAllAsync(A.Search("page") with { Sort = sort, Limit = limit }));
        Assert.Equal(0, stage.Server.Snapshots);
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(9, "more")]
    public async Task There_is_a_next_page_only_when_there_is_something_on_it(int limit, string? next)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 10).Select(i => A.Message(i, "page")));
        var page = await stage.Index.SearchAsync(A.Search("page") with { Limit = limit }, CancellationToken.None);
        Assert.Equal(next is null, page.Next is null);
    }

    [Fact]
    public async Task A_point_in_time_is_opened_for_a_second_page_by_score_and_for_nothing_else()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 10).Select(i => A.Message(i, "page")));
        var newest = A.Search("page") with { Limit = 3, Sort = SearchSort.Newest };
        await stage.FindAllAsync(newest);
        var first = await stage.Index.SearchAsync(newest with { Sort = SearchSort.Best }, CancellationToken.None);
        Assert.Equal(0, Opened(stage));
        var second = await stage.Index.SearchAsync(newest with { Sort = SearchSort.Best, After = first.Next }, CancellationToken.None);
        Assert.Equal((1, 1), (Opened(stage), stage.Server.Snapshots));
        Assert.NotNull(second.Next);
    }

    [Fact]
    public async Task What_is_posted_and_edited_meanwhile_moves_no_page()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 9).Select(i => A.Message(i, "page") with { At = A.Now.AddDays(-i) }));
        var search = A.Search("page") with { Limit = 3 };
        var first = await stage.Index.SearchAsync(search, CancellationToken.None);
        // Whoever asks says what time it is; pages count ages from the first one's all the same.
        var second = await stage.Index.SearchAsync(search with { After = first.Next, Now = A.Now.AddDays(10) }, CancellationToken.None);
        await stage.ApplyAsync(Enumerable.Range(100, 50).Select(i => A.Message(i, "page page page")));
        var third = await stage.Index.SearchAsync(search with { After = second.Next, Now = A.Now.AddDays(20) }, CancellationToken.None);
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8, 9], first.Hits.Concat(second.Hits).Concat(third.Hits).Select(h => h.Id.Value));
        Assert.Null(third.Next);
        Assert.Equal(0, stage.Server.Snapshots);
    }

    [Fact]
    public async Task Pages_go_on_when_their_point_in_time_has_gone()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 12).Select(i => A.Message(i, "page") with { At = A.Now.AddDays(-i) }));
        var search = A.Search("page") with { Limit = 4 };
        var first = await stage.Index.SearchAsync(search, CancellationToken.None);
        var second = await stage.Index.SearchAsync(search with { After = first.Next }, CancellationToken.None);
        stage.Server.ExpireSnapshots();
        var third = await stage.Index.SearchAsync(search with { After = second.Next }, CancellationToken.None);
        Assert.Equal([9L, 10, 11, 12], third.Hits.Select(h => h.Id.Value));
        Assert.Null(third.Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("%%%")]
    [InlineData("MSAwIDE")]
    public async Task A_position_that_nobody_was_given_is_behind_the_last_page(string after)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "page"));
        var page = await stage.Index.SearchAsync(A.Search("page") with { After = after }, CancellationToken.None);
        Assert.Empty(page.Hits);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task A_position_in_another_order_is_behind_the_last_page()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "page"), A.Message(2, "page"));
        var first = await stage.Index.SearchAsync(A.Search("page") with { Limit = 1 }, CancellationToken.None);
        var page = await stage.Index.SearchAsync(A.Search("page") with { After = first.Next, Sort = SearchSort.Newest }, CancellationToken.None);
        Assert.Empty(page.Hits);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task A_position_does_not_widen_what_may_be_read()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var other = new StreamId(4_001);
        await stage.ApplyAsync(Enumerable.Range(1, 10).Select(i => A.Message(i, "page") with { Place = i > 4 ? other : A.Place, At = A.Now.AddDays(-i) }));
        var search = A.Search("page") with { Limit = 2, Scope = A.Scope(A.Place, other) };
        var first = await stage.Index.SearchAsync(search, CancellationToken.None);
        var second = await stage.Index.SearchAsync(search with { After = first.Next }, CancellationToken.None);
        Assert.Empty(await stage.FindAsync(A.Search("page") with { After = second.Next }));
    }

    private static int Opened(ElasticsearchStage stage) => stage.Server.Calls.Count(c => c.Path.EndsWith("/_pit", StringComparison.Ordinal) && c.Method == "POST");
}
