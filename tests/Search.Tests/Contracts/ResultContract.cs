using Collab.Domain.Search;
using Collab.Domain.Streams;
using Collab.Support.Search;
using Xunit;

namespace Collab.Search.Tests.Contracts;

/// <summary>Order, pages and counts of what was found.</summary>
public abstract class ResultContract : SearchContract
{
    [Fact]
    public async Task The_youngest_come_first_when_that_is_wanted()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var messages = Enumerable.Range(0, 10).Select(i => world.Message("report report report"[..(6 + (i % 2 * 7))], place) with { At = SearchWorld.Now.AddDays(-i) }).ToArray();
        await world.PutAsync(messages);
        Assert.Equal(messages.Select(m => m.Id), await world.FindAsync(world.Scope(place), Word("report"), SearchSort.Newest));
    }

    [Fact]
    public async Task The_whole_word_comes_before_longer_ones_and_those_before_ones_that_contain_it()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var (contains, begins, whole) = (world.Message("der datenbankserver", place), world.Message("der serverraum", place), world.Message("der server", place));
        await world.PutAsync(contains, begins, whole);
        Assert.Equal([whole.Id, begins.Id, contains.Id], await world.FindAsync(world.Scope(place), Word("server")));
    }

    [Fact]
    public async Task Of_the_same_text_the_younger_comes_first()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var (old, young) = (world.Message("budget", place) with { At = SearchWorld.Now.AddYears(-1) }, world.Message("budget", place) with { At = SearchWorld.Now.AddDays(-1) });
        await world.PutAsync(young, old);
        Assert.Equal([young.Id, old.Id], await world.FindAsync(world.Scope(place), Word("budget")));
    }

    [Fact]
    public async Task Of_the_same_text_what_is_close_comes_first()
    {
        var world = await NewWorldAsync();
        var (close, far, friend) = (world.Place(), world.Place(), world.Person());
        var here = world.Message("lunch", close);
        var friends = world.Message("lunch", far, friend);
        var others = world.Message("lunch", far, world.Person());
        await world.PutAsync(here, friends, others);
        var search = SearchWorld.Search(world.Scope(close, far), Word("lunch")) with { Close = new SearchCloseness([close], [friend]) };
        Assert.Equal([here.Id, friends.Id, others.Id], (await world.SearchAsync(search)).Hits.Select(h => h.Id));
    }

    [Fact]
    public async Task A_rare_word_counts_more_than_a_frequent_one()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        await world.PutAsync([.. Enumerable.Range(0, 40).Select(_ => world.Message("meeting tomorrow", place))]);
        var (rare, frequent) = (world.Message("zeppelin tomorrow", place), world.Message("meeting tomorrow", place));
        await world.PutAsync(rare, frequent);
        var found = await world.FindAsync(world.Scope(place), Any(Word("zeppelin"), Word("meeting")));
        Assert.Equal(rare.Id, found[0]);
    }

    [Theory]
    [InlineData(SearchSort.Best)]
    [InlineData(SearchSort.Newest)]
    public async Task Pages_give_everything_once_and_in_order(SearchSort sort)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        // Many with the same key: the id decides.
        var messages = Enumerable.Range(0, 57).Select(i => world.Message("page", place) with { At = SearchWorld.Now.AddHours(-(i / 10)) }).ToArray();
        await world.PutAsync(messages);
        var search = SearchWorld.Search(world.Scope(place), Word("page")) with { Sort = sort, Limit = 10 };
        var (found, pages) = (new List<SearchHit>(), 0);
        for (string? after = null; pages == 0 || after is not null; pages++)
        {
            var page = await world.SearchAsync(search with { After = after });
            Assert.Equal(57, page.Total);
            found.AddRange(page.Hits);
            after = page.Next;
        }

        Assert.Equal(6, pages);
        var whole = await world.SearchAsync(search with { Limit = 100 });
        Assert.Equal(whole.Hits.Select(h => h.Id), found.Select(h => h.Id));
        Assert.Equal(57, found.Select(h => h.Id).Distinct().Count());
        Assert.Null(whole.Next);
    }

    [Fact]
    public async Task What_comes_in_between_does_not_shift_the_pages()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var messages = Enumerable.Range(0, 20).Select(i => world.Message("page", place) with { At = SearchWorld.Now.AddHours(-i - 1) }).ToArray();
        await world.PutAsync(messages);
        var search = SearchWorld.Search(world.Scope(place), Word("page")) with { Sort = SearchSort.Newest, Limit = 10 };
        var first = await world.SearchAsync(search);
        await world.PutAsync([.. Enumerable.Range(0, 5).Select(_ => world.Message("page", place) with { At = SearchWorld.Now })]);
        var second = await world.SearchAsync(search with { After = first.Next });
        Assert.Equal(messages.Select(m => m.Id), first.Hits.Concat(second.Hits).Select(h => h.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("99999999999999999999.1.1")]
    public async Task A_forged_cursor_finds_nothing_and_breaks_nothing(string after)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        await world.PutAsync(world.Message("page", place));
        var hits = await world.SearchAsync(SearchWorld.Search(world.Scope(place), Word("page")) with { After = after });
        Assert.Empty(hits.Hits);
        Assert.Null(hits.Next);
    }

    [Fact]
    public async Task Counts_alone_can_be_asked_for()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        await world.PutAsync(world.Message("count", place), world.Message("count", place));
        var hits = await world.SearchAsync(SearchWorld.Search(world.Scope(place), Word("count")) with { Limit = 0, WantsFacets = true });
        Assert.Empty(hits.Hits);
        Assert.Equal(2, hits.Total);
        Assert.Null(hits.Next);
        Assert.Equal([new FacetCount(place.Value, 2)], hits.Facets[SearchFacet.Place]);
    }

    [Fact]
    public async Task Facets_count_people_places_months_and_kinds()
    {
        var world = await NewWorldAsync();
        var (channel, chat, ada, bo) = (world.Place(), world.Place(), world.Person(), world.Person());
        await world.PutAsync(
            world.Message("f", channel, ada) with { At = new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero) },
            world.Message("f", channel, ada) with { At = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) },
            world.Message("f", chat, bo) with { At = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), PlaceKind = StreamKind.Direct });
        var facets = (await world.SearchAsync(SearchWorld.Search(world.Scope(channel, chat), Everything) with { WantsFacets = true })).Facets;
        Assert.Equal([new FacetCount(ada.Value, 2), new FacetCount(bo.Value, 1)], facets[SearchFacet.Person]);
        Assert.Equal([new FacetCount(channel.Value, 2), new FacetCount(chat.Value, 1)], facets[SearchFacet.Place]);
        Assert.Equal([new FacetCount(202611, 2), new FacetCount(202610, 1)], facets[SearchFacet.Month]);
        Assert.Equal([new FacetCount((long)StreamKind.Channel, 2), new FacetCount((long)StreamKind.Direct, 1)], facets[SearchFacet.Kind]);
    }

    [Fact]
    public async Task A_facet_leaves_its_own_narrowing_out_and_keeps_the_others()
    {
        var world = await NewWorldAsync();
        var (here, there, ada, bo) = (world.Place(), world.Place(), world.Person(), world.Person());
        await world.PutAsync(world.Message("f", here, ada), world.Message("f", here, bo), world.Message("f", there, ada));
        var search = SearchWorld.Search(world.Scope(here, there), Word("f")) with
        {
            WantsFacets = true,
            Narrowed = new Dictionary<SearchFacet, SearchClause> { [SearchFacet.Person] = new SearchClause.By([ada]), [SearchFacet.Place] = new SearchClause.In([here]) },
        };
        var hits = await world.SearchAsync(search);
        Assert.Equal(1, hits.Total);
        Assert.Single(hits.Hits);
        Assert.Equal([new FacetCount(bo.Value, 1), new FacetCount(ada.Value, 1)], hits.Facets[SearchFacet.Person].OrderByDescending(c => c.Value));
        Assert.Equal(2, hits.Facets[SearchFacet.Place].Count);
        Assert.Equal(1, Assert.Single(hits.Facets[SearchFacet.Kind]).Count);
    }

    [Fact]
    public async Task The_most_frequent_values_of_a_facet_are_given()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var people = Enumerable.Range(0, 30).Select(_ => world.Person()).ToArray();
        await world.PutAsync([.. people.SelectMany((person, i) => Enumerable.Range(0, i + 1).Select(_ => world.Message("f", place, person)))]);
        var counts = (await world.SearchAsync(SearchWorld.Search(world.Scope(place), Everything) with { WantsFacets = true, Limit = 0 })).Facets[SearchFacet.Person];
        Assert.Equal(people.Reverse().Take(SearchHits.FacetValues).Select((p, i) => new FacetCount(p.Value, 30 - i)), counts);
    }
}
