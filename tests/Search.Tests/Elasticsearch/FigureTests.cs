using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class FigureTests
{
    private static readonly StreamId Thread = new(5_001);

    [Fact]
    public async Task Revisions_are_those_that_were_just_applied_without_a_refresh()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        stage.Server.RefreshInterval = Timeout.InfiniteTimeSpan;
        const long large = (1L << 61) + 1;
        await stage.Index.ApplyAsync([new IndexChange.Put(A.Message(1, "one") with { Revision = large }), new IndexChange.Put(A.Message(2, "two")), new IndexChange.Remove(new(2), 11)], CancellationToken.None);
        var revisions = await stage.Index.FindRevisionsAsync([new(1), new(2), new(3), new(1)], CancellationToken.None);
        Assert.Equal([new KeyValuePair<MessageId, long>(new(1), large)], revisions);
    }

    [Fact]
    public async Task Counts_are_of_each_stream_and_see_what_was_just_applied()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        stage.Server.RefreshInterval = Timeout.InfiniteTimeSpan;
        await stage.Index.ApplyAsync([.. new[] { A.Message(1, "a"), A.Message(2, "b"), A.Message(3, "c") with { Stream = Thread } }.Select(d => new IndexChange.Put(d))], CancellationToken.None);
        var counts = await stage.Index.CountAsync([A.Place, Thread, new StreamId(1)], CancellationToken.None);
        Assert.Equal((2, 1, 0), (counts[A.Place], counts[Thread], counts[new StreamId(1)]));
    }

    [Fact]
    public async Task Many_are_read_in_pieces()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 2_100).Select(i => A.Message(i, "") with { Stream = new StreamId(i) }));
        Assert.Equal(2_100, (await stage.Index.FindRevisionsAsync([.. Enumerable.Range(1, 2_100).Select(i => new MessageId(i))], CancellationToken.None)).Count);
        var counts = await stage.Index.CountAsync([.. Enumerable.Range(1, 2_200).Select(i => new StreamId(i))], CancellationToken.None);
        Assert.Equal(2_100, counts.Values.Sum());
        Assert.All(counts.Where(c => c.Key.Value <= 2_100), c => Assert.Equal(1, c.Value));
    }

    [Fact]
    public async Task Nothing_is_asked_of_nothing()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        Assert.Empty(await stage.Index.FindRevisionsAsync([], CancellationToken.None));
        Assert.Empty(await stage.Index.CountAsync([], CancellationToken.None));
    }
}
