using System.Text.Json;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Search.Elasticsearch.Writing;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class ApplyTests
{
    [Fact]
    public async Task What_was_put_is_found_and_what_was_removed_is_not()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "lighthouse"), A.Message(2, "lighthouse"));
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(1), 11));
        Assert.Equal([2L], await stage.FindAsync("lighthouse"));
    }

    [Fact]
    public async Task Searches_see_a_change_once_the_interval_is_over_and_not_before()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        stage.Server.RefreshInterval = Timeout.InfiniteTimeSpan;
        await stage.Index.ApplyAsync([new IndexChange.Put(A.Message(1, "harbour"))], CancellationToken.None);
        Assert.Empty(await stage.FindAsync("harbour"));
        stage.Server.RefreshInterval = TimeSpan.Zero;
        Assert.Equal([1L], await stage.FindAsync("harbour"));
    }

    [Fact]
    public async Task An_older_change_that_comes_late_changes_nothing()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "younger") with { Revision = 12 });
        await stage.ApplyAsync(A.Message(1, "older") with { Revision = 11 });
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(1), 10));
        Assert.Equal([1L], await stage.FindAsync("younger"));
        Assert.Empty(await stage.FindAsync("older"));
    }

    [Fact]
    public async Task An_older_put_does_not_bring_back_what_was_removed()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(1), 12));
        await stage.ApplyAsync(A.Message(1, "ghost") with { Revision = 11 });
        Assert.Empty(await stage.FindAsync("ghost"));
    }

    [Fact]
    public async Task Of_several_changes_of_one_message_the_highest_revision_is_sent()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "first") with { Revision = 3 }, A.Message(1, "third") with { Revision = 5 }, A.Message(1, "second") with { Revision = 4 });
        Assert.Equal([1L], await stage.FindAsync("third"));
        Assert.Single(stage.Server.Calls.Single(c => c.Path == "/_bulk").Body.Split('\n'), line => line.Contains("\"_id\":\"1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_change_twice_is_no_error()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "twice"));
        await stage.ApplyAsync(A.Message(1, "twice"));
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(7), 1));
        await stage.ApplyAsync(new IndexChange.Remove(new MessageId(7), 1));
        Assert.Equal([1L], await stage.FindAsync("twice"));
    }

    [Fact]
    public async Task Numbers_above_two_to_the_fifty_third_come_back_exactly()
    {
        const long large = (1L << 62) + 1;
        await using var stage = await ElasticsearchStage.StartAsync();
        var message = A.Message(large, "exact") with { Stream = new StreamId(large + 2), Place = new StreamId(large + 4), Seq = large + 6, RootSeq = large + 8, Author = new UserId(large + 10) };
        await stage.ApplyAsync(message, message with { Id = new MessageId(large + 1), Place = new StreamId(large + 5) });
        var search = A.Search("exact") with { Scope = A.Scope(message.Place), WantsFacets = true };
        var found = await stage.Index.SearchAsync(search, CancellationToken.None);
        Assert.Equal(new SearchHit(message.Id, message.Stream, message.Seq, message.Place, message.RootSeq, Assert.Single(found.Hits).Score), found.Hits[0]);
        Assert.Equal(message.Place.Value, Assert.Single(found.Facets[SearchFacet.Place]).Value);
        Assert.Equal(message.Author.Value, Assert.Single(found.Facets[SearchFacet.Person]).Value);
    }

    [Fact]
    public async Task No_text_can_be_read_back()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "confidential foo_bar datenbankserver"));
        var document = JsonSerializer.Serialize(stage.Server.Documents(stage.Names.Messages)["1"]);
        Assert.DoesNotContain("confidential", document, StringComparison.Ordinal);
        Assert.DoesNotContain("foo_bar", document, StringComparison.Ordinal);
        Assert.DoesNotContain("server", document, StringComparison.Ordinal);
        Assert.Contains("\"seq\":1", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_by_name_without_its_text_and_the_others_are_taken()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var misfit = A.Message(2, "confidential") with { PlaceKind = (StreamKind)500 };
        var refused = await Assert.ThrowsAsync<DocumentRefusedException>(() => stage.ApplyAsync(A.Message(1, "fits"), misfit, A.Message(3, "fits")));
        Assert.Equal(new DocumentRefusal(new MessageId(2), "document_parsing_exception"), Assert.Single(refused.Refusals));
        Assert.Contains("2: document_parsing_exception", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", refused.ToString(), StringComparison.Ordinal);
        await stage.RefreshAsync();
        Assert.Equal([3L, 1L], await stage.FindAsync(A.Search("fits") with { Sort = SearchSort.Newest }));
    }

    [Fact]
    public async Task Many_changes_go_in_chunks_of_a_thousand()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 2_500).Select(i => A.Message(i, "many")));
        Assert.Equal([1000, 1000, 500], stage.Server.Calls.Where(c => c.Path == "/_bulk").Select(c => c.Body.Count(l => l == '\n') / 2));
        Assert.Equal(2_500, (await stage.Index.SearchAsync(A.Search("many") with { Limit = 0 }, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Long_texts_go_in_chunks_of_five_megabytes()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 12).Select(i => A.Message(i, string.Concat(Enumerable.Repeat("abc ", 150_000)))));
        var bulks = stage.Server.Calls.Where(c => c.Path == "/_bulk").ToList();
        Assert.True(bulks.Count > 1, $"{bulks.Count} requests");
        Assert.All(bulks, b => Assert.InRange(b.Body.Length, 1, 5 * 1024 * 1024));
        Assert.Equal(12, stage.Server.Documents(stage.Names.Messages).Count);
    }

    [Fact]
    public async Task Nothing_to_change_asks_nothing()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.Index.ApplyAsync([], CancellationToken.None);
        Assert.Empty(stage.Server.Calls);
    }
}
