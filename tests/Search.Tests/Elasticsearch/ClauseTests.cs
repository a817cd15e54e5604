using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class ClauseTests
{
    private static readonly StreamId Thread = new(5_001);

    private static readonly SearchDocument First = A.Message(1, "alpha") with { Author = new UserId(71), Marks = MessageMarks.Link | MessageMarks.Confirmation, At = A.Now.AddDays(-3) };
    private static readonly SearchDocument Second = A.Message(2, "alpha beta") with { Mentions = [new UserId(80), new UserId(81)], Marks = MessageMarks.Code, At = A.Now.AddDays(-2), PlaceKind = StreamKind.Group };
    private static readonly SearchDocument Third = A.Message(3, "gamma") with { Stream = Thread, Seq = 7, RootSeq = 1, At = A.Now.AddDays(-1) };

    public static TheoryData<string, SearchClause, long[]> Clauses => new()
    {
        { "all of nothing", new SearchClause.All([]), [1, 2, 3] },
        { "any of nothing", new SearchClause.Any([]), [] },
        { "all", new SearchClause.All([new SearchClause.Word("alpha"), new SearchClause.Word("beta")]), [2] },
        { "any", new SearchClause.Any([new SearchClause.Word("beta"), new SearchClause.Word("gamma")]), [2, 3] },
        { "any of a word and a filter", new SearchClause.Any([new SearchClause.Word("beta"), new SearchClause.By([new UserId(71)])]), [1, 2] },
        { "not", new SearchClause.Not(new SearchClause.Word("alpha")), [3] },
        { "not not", new SearchClause.Not(new SearchClause.Not(new SearchClause.Word("alpha"))), [1, 2] },
        { "not what cannot be found", new SearchClause.Not(new SearchClause.Word("...")), [1, 2, 3] },
        { "a word without another", new SearchClause.All([new SearchClause.Word("alpha"), new SearchClause.Not(new SearchClause.Word("beta"))]), [1] },
        { "by", new SearchClause.By([new UserId(71), new UserId(99)]), [1] },
        { "by nobody", new SearchClause.By([]), [] },
        { "in with its threads", new SearchClause.In([A.Place]), [1, 2, 3] },
        { "in nowhere", new SearchClause.In([]), [] },
        { "of a kind", new SearchClause.OfKind([StreamKind.Group]), [2] },
        { "mentions", new SearchClause.Mentions([new UserId(81), new UserId(99)]), [2] },
        { "from", new SearchClause.Posted(A.Now.AddDays(-2), null), [2, 3] },
        { "until", new SearchClause.Posted(null, A.Now.AddDays(-2)), [1] },
        { "between", new SearchClause.Posted(A.Now.AddDays(-2), A.Now.AddDays(-1)), [2] },
        { "whenever", new SearchClause.Posted(null, null), [1, 2, 3] },
        { "has one of the marks", new SearchClause.Has(MessageMarks.Code | MessageMarks.Broadcast), [2] },
        { "has the highest mark", new SearchClause.Has(MessageMarks.Confirmation), [1] },
        { "has no mark", new SearchClause.Has(MessageMarks.None), [] },
        { "among", new SearchClause.Among([new MessageId(2), new MessageId(999)]), [2] },
        { "among none", new SearchClause.Among([]), [] },
        { "behind", new SearchClause.Behind([(A.Place, 1), (Thread, 6)]), [2, 3] },
        { "behind the last", new SearchClause.Behind([(Thread, 7)]), [] },
        { "behind nothing", new SearchClause.Behind([]), [] },
    };

    [Theory]
    [MemberData(nameof(Clauses))]
    public async Task A_clause_finds_what_it_says(string name, SearchClause clause, long[] expected)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(First, Second, Third);
        foreach (var sort in Enum.GetValues<SearchSort>())
        {
            var found = await stage.FindAsync(A.Search(clause) with { Sort = sort });
            Assert.True(expected.SequenceEqual(found.Order()), $"{name} by {sort}: {string.Join(',', found)}");
        }
    }

    [Fact]
    public async Task Nothing_outside_of_the_scope_is_found_or_counted()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var (other, open) = (new StreamId(4_001), new WorkspaceId(600));
        await stage.ApplyAsync(
            A.Message(1, "mine"),
            A.Message(2, "mine") with { Place = other },
            A.Message(3, "mine") with { Organization = new OrganizationId(901) },
            A.Message(4, "mine") with { Place = other, Workspace = open, IsOpen = true },
            A.Message(5, "mine") with { Place = other, Workspace = open },
            A.Message(6, "mine") with { Place = other, Workspace = new WorkspaceId(601), IsOpen = true });
        var scope = new SearchScope(A.Org, [A.Place], [open]);
        var found = await stage.Index.SearchAsync(A.Search("mine") with { Scope = scope, WantsFacets = true }, CancellationToken.None);
        Assert.Equal([1L, 4L], found.Hits.Select(h => h.Id.Value).Order());
        Assert.Equal(2, found.Total);
        Assert.Equal(2, found.Facets[SearchFacet.Place].Sum(f => f.Count));
        Assert.Empty(await stage.FindAsync(A.Search("mine") with { Scope = A.Scope() }));
        Assert.Equal([4L], await stage.FindAsync(A.Search("mine") with { Scope = new SearchScope(A.Org, [], [open]) }));
    }

    [Fact]
    public async Task A_scope_of_more_places_than_one_query_takes_is_searched()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "wide") with { Place = new StreamId(1) }, A.Message(2, "wide") with { Place = new StreamId(70_000) }, A.Message(3, "wide") with { Place = new StreamId(70_001) });
        var scope = A.Scope([.. Enumerable.Range(1, 70_000).Select(i => new StreamId(i))]);
        Assert.Equal([1L, 2L], (await stage.FindAsync(A.Search("wide") with { Scope = scope })).Order());
    }

    [Fact]
    public async Task Levels_that_say_nothing_do_not_count()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "deep"));
        SearchClause clause = new SearchClause.Word("deep");
        for (var i = 0; i < 40; i++)
            clause = i % 2 == 0 ? new SearchClause.All([clause]) : new SearchClause.Any([clause]);
        Assert.Equal([1L], await stage.FindAsync(clause));
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(13, false)]
    public async Task Levels_that_say_something_are_searched_as_far_as_Elasticsearch_does(int levels, bool isFound)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "deep 10.0.0.1"));
        SearchClause clause = new SearchClause.Word("10.0.0.1");
        for (var i = 0; i < levels; i++)
            clause = i % 2 == 0 ? new SearchClause.All([clause, new SearchClause.Behind([(A.Place, 0)])]) : new SearchClause.Any([clause, new SearchClause.Word("other")]);
        Assert.Equal(isFound ? [1L] : [], await stage.FindAsync(clause));
    }

    [Fact]
    public async Task What_is_too_deep_finds_nothing_and_is_no_error()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "deep"));
        SearchClause clause = new SearchClause.Word("deep");
        for (var i = 0; i < 10_000; i++)
            clause = i % 2 == 0 ? new SearchClause.All([clause, new SearchClause.Word("deep")]) : new SearchClause.Any([clause, new SearchClause.Word("other")]);
        Assert.Empty(await stage.FindAsync(new SearchClause.All([clause, new SearchClause.Word("absent")])));
    }

    [Fact]
    public async Task Narrowings_cut_hits_and_total_and_each_facet_but_its_own()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(First, Second, Third);
        var narrowed = new Dictionary<SearchFacet, SearchClause>
        {
            [SearchFacet.Person] = new SearchClause.By([new UserId(70)]),
            [SearchFacet.Kind] = new SearchClause.OfKind([StreamKind.Channel]),
        };
        var found = await stage.Index.SearchAsync(A.Everything() with { Narrowed = narrowed, WantsFacets = true }, CancellationToken.None);
        Assert.Equal([3L], found.Hits.Select(h => h.Id.Value));
        Assert.Equal(1, found.Total);
        Assert.Equal([new FacetCount(71, 1), new FacetCount(70, 1)], found.Facets[SearchFacet.Person]);
        Assert.Equal([new FacetCount((long)StreamKind.Group, 1), new FacetCount((long)StreamKind.Channel, 1)], found.Facets[SearchFacet.Kind]);
        Assert.Equal([new FacetCount(A.Place.Value, 1)], found.Facets[SearchFacet.Place]);
        Assert.Equal([new FacetCount(202611, 1)], found.Facets[SearchFacet.Month]);
        var without = await stage.Index.SearchAsync(A.Everything() with { Narrowed = narrowed }, CancellationToken.None);
        Assert.Equal(found.Hits, without.Hits);
        Assert.Empty(without.Facets);
    }

    [Fact]
    public async Task A_facet_names_its_twenty_most_frequent_values_and_months_are_counted_in_utc()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var newYear = new DateTimeOffset(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(2));
        await stage.ApplyAsync(Enumerable.Range(1, 30).Select(i => A.Message(i, "many") with { Author = new UserId(100 + (i % 25)), At = newYear }));
        var found = await stage.Index.SearchAsync(A.Search("many") with { WantsFacets = true, Limit = 0 }, CancellationToken.None);
        Assert.Empty(found.Hits);
        Assert.Equal(30, found.Total);
        Assert.Equal(SearchHits.FacetValues, found.Facets[SearchFacet.Person].Count);
        Assert.Equal([new FacetCount(105, 2), new FacetCount(104, 2)], found.Facets[SearchFacet.Person].Take(2));
        Assert.Equal([new FacetCount(202612, 30)], found.Facets[SearchFacet.Month]);
    }

    [Fact]
    public async Task Totals_are_counted_up_to_ten_thousand()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(Enumerable.Range(1, 10_050).Select(i => A.Message(i, "")));
        Assert.Equal(SearchHits.CountedUpTo + 1, (await stage.Index.SearchAsync(A.Everything() with { Limit = 1 }, CancellationToken.None)).Total);
    }
}
