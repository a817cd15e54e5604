using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Support.Servers;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class OutageTests
{
    public static TheoryData<string> Calls => ["apply", "search", "revisions", "count", "check"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Whatever_is_asked_of_a_cluster_that_is_down_is_an_outage(string call)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        stage.Trouble.IsDown = true;
        var outage = await Assert.ThrowsAsync<OutageException>(() => CallAsync(stage.Index, call));
        Assert.Equal("Elasticsearch cannot be reached.", outage.Message);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Whatever_is_asked_without_permission_is_an_outage_that_names_the_call(string call)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        stage.Trouble.Forbids = "/";
        var outage = await Assert.ThrowsAsync<OutageException>(() => CallAsync(stage.Index, call));
        Assert.StartsWith("The account or key may not ", outage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_account_is_an_outage_without_the_account()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => (o.User, o.Password) = ("elastic-user", "elastic-secret"));
        stage.Trouble.Status = 401;
        var outage = await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("anything"));
        Assert.DoesNotContain("elastic-", outage.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_without_an_answer_is_given_up()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.Timeout = TimeSpan.FromMilliseconds(100));
        stage.Trouble.IsSilent = true;
        var outage = await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("anything"));
        Assert.Contains("did not answer", outage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_gives_up_is_told_so_and_not_of_an_outage()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        stage.Trouble.IsSilent = true;
        using var giving = new CancellationTokenSource();
        var searching = stage.Index.SearchAsync(A.Search("anything"), giving.Token);
        await Support.Eventually.TrueAsync(() => stage.Server.Calls.Count > 0, "the search is asked");
        await giving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => searching);
    }

    [Fact]
    public async Task Another_node_is_asked_when_one_does_not_answer()
    {
        var nobody = LoopbackPort.Free();
        await using var stage = await ElasticsearchStage.StartAsync(o => o.Url = $"http://127.0.0.1:{nobody}, {o.Url}");
        await stage.ApplyAsync(A.Message(1, "failover"));
        for (var i = 0; i < 5; i++)
            Assert.Equal([1L], await stage.FindAsync("failover"));
    }

    [Fact]
    public async Task A_cluster_that_fails_all_the_time_is_left_alone_for_a_while()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.BreakPause = TimeSpan.FromMinutes(5));
        stage.Trouble.IsDown = true;
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("anything"));
        var asked = stage.Server.Calls.Count;
        var outage = await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("anything"));
        Assert.Contains("failed too often", outage.Message, StringComparison.Ordinal);
        Assert.Equal(asked, stage.Server.Calls.Count);
    }

    [Fact]
    public async Task A_cluster_that_is_left_alone_is_asked_again_later()
    {
        await using var stage = await ElasticsearchStage.StartAsync(o => o.BreakPause = TimeSpan.FromMilliseconds(500));
        stage.Trouble.IsDown = true;
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<OutageException>(() => stage.FindAsync("anything"));
        stage.Trouble.IsDown = false;
        await Support.Eventually.TrueAsync(() => AnswersAsync(stage), "it answers");
    }

    private static async Task<bool> AnswersAsync(ElasticsearchStage stage)
    {
        try
        {
            return (await stage.FindAsync("anything")).Count == 0;
        }
        catch (OutageException)
        {
            return false;
        }
    }

    private static Task CallAsync(ISearchIndex index, string call) => call switch
    {
        "apply" => index.ApplyAsync([new IndexChange.Put(A.Message(1, "anything"))], CancellationToken.None),
        "search" => index.SearchAsync(A.Search("anything"), CancellationToken.None),
        "revisions" => index.FindRevisionsAsync([new(1)], CancellationToken.None),
        "count" => index.CountAsync([A.Place], CancellationToken.None),
        _ => index.CheckAsync(CancellationToken.None),
    };
}
