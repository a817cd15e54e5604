using Collab.Domain.Search;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class CheckTests
{
    [Fact]
    public async Task A_cluster_that_works_says_what_it_has()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "one"), A.Message(2, "two"));
        Assert.Equal(new IndexState("Elasticsearch 9.1.4", IndexCondition.Working, 2, 1000), await stage.Index.CheckAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("8.19.4", null)]
    [InlineData("8.8.0", null)]
    [InlineData("9.0.0-rc1", null)]
    [InlineData("8.7.1", "This version is not supported. Use Elasticsearch 8.8 or newer, or 9.")]
    [InlineData("7.17.9", "This version is not supported. Use Elasticsearch 8.8 or newer, or 9.")]
    [InlineData("10.0.0", "This version is not supported. Use Elasticsearch 8.8 or newer, or 9.")]
    [InlineData("unheard-of", "This version is not supported. Use Elasticsearch 8.8 or newer, or 9.")]
    public async Task Only_versions_eight_and_nine_are_used(string version, string? note)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "one"));
        stage.Trouble.Version = version;
        var state = await stage.Index.CheckAsync(CancellationToken.None);
        Assert.Equal((note is null ? IndexCondition.Working : IndexCondition.Away, note), (state.Condition, state.Note));
        Assert.Equal($"Elasticsearch {version}", state.Engine);
    }

    [Fact]
    public async Task What_only_resembles_it_is_named_and_not_used()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        (stage.Trouble.Distribution, stage.Trouble.Version) = ("opensearch", "3.1.0");
        var state = await stage.Index.CheckAsync(CancellationToken.None);
        Assert.Equal((IndexCondition.Away, "opensearch 3.1.0"), (state.Condition, state.Engine));
        Assert.Contains("opensearch is not supported", state.Note, StringComparison.Ordinal);
        stage.Forgive("distribution is not known");
    }

    [Fact]
    public async Task Red_is_away_and_yellow_works_with_a_note()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "one"));
        stage.Trouble.IsRed = true;
        Assert.Equal(IndexCondition.Away, (await stage.Index.CheckAsync(CancellationToken.None)).Condition);
        (stage.Trouble.IsRed, stage.Trouble.IsYellow) = (false, true);
        var state = await stage.Index.CheckAsync(CancellationToken.None);
        Assert.Equal(IndexCondition.Working, state.Condition);
        Assert.Contains("yellow", state.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, IndexCondition.Degraded, "./dev search rebuild")]
    [InlineData(99, IndexCondition.Away, "newer version")]
    public async Task An_index_of_another_version_says_what_to_do(int schema, IndexCondition condition, string note)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "one"));
        stage.Server.ChangeMeta(stage.Names.Messages, "schema", schema);
        var state = await stage.Index.CheckAsync(CancellationToken.None);
        Assert.Equal(condition, state.Condition);
        Assert.Contains(note, state.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indices_that_a_full_disk_closed_are_degraded()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "one"));
        stage.Server.Block(stage.Names.Messages);
        var state = await stage.Index.CheckAsync(CancellationToken.None);
        Assert.Equal((IndexCondition.Degraded, 1L), (state.Condition, state.Messages));
        Assert.Contains("Make room", state.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_an_index_says_how_to_fill_it_and_stays_without()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var state = await stage.Index.CheckAsync(CancellationToken.None);
        Assert.Equal((IndexCondition.Degraded, 0L), (state.Condition, state.Messages));
        Assert.Contains("./dev search rebuild", state.Note, StringComparison.Ordinal);
        Assert.Empty(stage.Server.Indices);
    }

    [Fact]
    public async Task Without_the_permission_to_see_it_the_size_is_unknown()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "one"));
        stage.Trouble.Forbids = "/_cat";
        Assert.Equal(new IndexState("Elasticsearch 9.1.4", IndexCondition.Working, 1, null), await stage.Index.CheckAsync(CancellationToken.None));
    }
}
