using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Search;
using Xunit;

namespace Collab.Search.Tests.Contracts;

/// <summary>What narrows a search, and how clauses combine.</summary>
public abstract class FilterContract : SearchContract
{
    [Fact]
    public async Task All_any_and_not_combine()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var (both, first, second) = (world.Message("alpha beta", place), world.Message("alpha gamma", place), world.Message("beta delta", place));
        await world.PutAsync(both, first, second);
        async Task Finds(SearchClause wanted, params SearchDocument[] expected) =>
            Assert.Equal(expected.Select(e => e.Id).Order(), (await world.FindAsync(world.Scope(place), wanted)).Order());

        await Finds(All(Word("alpha"), Word("beta")), both);
        await Finds(Any(Word("alpha"), Word("beta")), both, first, second);
        await Finds(All(Word("alpha"), Not(Word("beta"))), first);
        await Finds(Not(Word("alpha")), second);
        await Finds(Not(Any(Word("gamma"), Word("delta"))), both);
        await Finds(Not(Not(Word("gamma"))), first);
        await Finds(All(Any(Word("gamma"), Word("delta")), Not(Word("alpha"))), second);
        await Finds(Any(All(Word("alpha"), Word("gamma")), Phrase("beta delta")), first, second);
        await Finds(All(), both, first, second);
        await Finds(Any());
        await Finds(All(Word("alpha"), Any()));
        await Finds(Not(All()));
    }

    [Fact]
    public async Task Of_what_lost_its_words_its_author_place_and_time_are_found_and_no_word()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var ada = world.Person();
        var (gone, kept) = (world.Message("walrus", place, ada), world.Message("walrus", place, ada));
        await world.PutAsync(gone, kept);
        await world.PutAsync(gone with { Text = "", Marks = MessageMarks.Recalled, Revision = gone.Revision + 1 });

        Assert.Equal([kept.Id], await world.FindAsync(world.Scope(place), Word("walrus")));
        Assert.Equal([kept.Id], await world.FindAsync(world.Scope(place), Phrase("walrus")));
        Assert.Equal([gone.Id], await world.FindAsync(world.Scope(place), All(new SearchClause.By([ada]), new SearchClause.Has(MessageMarks.Recalled))));
        Assert.Equal([kept.Id], await world.FindAsync(world.Scope(place), All(new SearchClause.By([ada]), Not(new SearchClause.Has(MessageMarks.Recalled)))));
    }

    [Fact]
    public async Task An_author_finds_what_she_wrote()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var (ada, bo) = (world.Person(), world.Person());
        var (hers, his) = (world.Message("hello", place, ada), world.Message("hello", place, bo));
        await world.PutAsync(hers, his, world.Message("hello", place));
        Assert.Equal([hers.Id], await world.FindAsync(world.Scope(place), new SearchClause.By([ada])));
        Assert.Equal(2, (await world.FindAsync(world.Scope(place), All(Word("hello"), new SearchClause.By([ada, bo])))).Count);
        Assert.Empty(await world.FindAsync(world.Scope(place), new SearchClause.By([])));
    }

    [Fact]
    public async Task A_place_finds_its_messages_and_those_of_its_threads()
    {
        var world = await NewWorldAsync();
        var (here, there) = (world.Place(), world.Place());
        var root = world.Message("root", here);
        var reply = world.Message("reply", here) with { Stream = world.Place(), RootSeq = 1 };
        await world.PutAsync(root, reply, world.Message("elsewhere", there));
        Assert.Equal(new[] { root.Id, reply.Id }.Order(), (await world.FindAsync(world.Scope(here, there), new SearchClause.In([here]))).Order());
        var hits = await world.SearchAsync(SearchWorld.Search(world.Scope(here, there), Word("reply")));
        var hit = Assert.Single(hits.Hits);
        Assert.Equal((reply.Id, reply.Stream, 1L, here, (long?)1), (hit.Id, hit.Stream, hit.Seq, hit.Place, hit.RootSeq));
    }

    [Fact]
    public async Task Thousands_of_places_can_be_named()
    {
        var world = await NewWorldAsync();
        var places = Enumerable.Range(0, 5000).Select(_ => world.Place()).ToArray();
        var message = world.Message("needle", places[^1]);
        await world.PutAsync(message, world.Message("needle", world.Place()));
        Assert.Equal([message.Id], await world.FindAsync(world.Scope(places), All(Word("needle"), new SearchClause.In(places))));
    }

    [Fact]
    public async Task A_kind_of_place_narrows()
    {
        var world = await NewWorldAsync();
        var (channel, direct, group) = (world.Place(), world.Place(), world.Place());
        var said = world.Message("hi", direct) with { PlaceKind = StreamKind.Direct };
        var told = world.Message("hi", group) with { PlaceKind = StreamKind.Group };
        await world.PutAsync(world.Message("hi", channel), said, told);
        var scope = world.Scope(channel, direct, group);
        Assert.Equal([said.Id], await world.FindAsync(scope, new SearchClause.OfKind([StreamKind.Direct])));
        Assert.Equal(2, (await world.FindAsync(scope, new SearchClause.OfKind([StreamKind.Direct, StreamKind.Group]))).Count);
    }

    [Fact]
    public async Task A_mention_narrows()
    {
        var world = await NewWorldAsync();
        var (place, ada, bo) = (world.Place(), world.Person(), world.Person());
        var calls = world.Message("look here", place) with { Mentions = [ada, bo] };
        await world.PutAsync(calls, world.Message("look there", place) with { Mentions = [bo] }, world.Message("look", place));
        Assert.Equal([calls.Id], await world.FindAsync(world.Scope(place), new SearchClause.Mentions([ada])));
        Assert.Equal(2, (await world.FindAsync(world.Scope(place), new SearchClause.Mentions([bo]))).Count);
    }

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(1, null, false)]
    [InlineData(null, 0, false)]
    [InlineData(null, 1, true)]
    [InlineData(-1000, 1000, true)]
    [InlineData(0, 0, false)]
    [InlineData(null, null, true)]
    public async Task A_time_narrows_from_its_first_millisecond_to_before_its_last(int? from, int? until, bool isFound)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var at = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        await world.PutAsync(world.Message("spring", place) with { At = at });
        DateTimeOffset? Shifted(int? ms) => ms is { } by ? at.AddMilliseconds(by) : null;
        var found = await world.FindAsync(world.Scope(place), new SearchClause.Posted(Shifted(from), Shifted(until)));
        Assert.Equal(isFound, found.Count == 1);
    }

    [Theory]
    [InlineData(MessageMarks.Link, MessageMarks.Link, true)]
    [InlineData(MessageMarks.Link | MessageMarks.Code, MessageMarks.Code, true)]
    [InlineData(MessageMarks.Link, MessageMarks.Code, false)]
    [InlineData(MessageMarks.Reaction, MessageMarks.Reaction | MessageMarks.Thread, true)]
    [InlineData(MessageMarks.None, MessageMarks.Thread, false)]
    [InlineData(MessageMarks.Thread | MessageMarks.Reply, MessageMarks.Reply, true)]
    [InlineData(MessageMarks.Broadcast, MessageMarks.Broadcast, true)]
    [InlineData(MessageMarks.Confirmation, MessageMarks.Confirmation, true)]
    [InlineData(MessageMarks.File | MessageMarks.Image, MessageMarks.Image, true)]
    [InlineData(MessageMarks.File, MessageMarks.Image, false)]
    [InlineData(MessageMarks.Pin, MessageMarks.Pin, true)]
    [InlineData(MessageMarks.Recalled, MessageMarks.Recalled, true)]
    public async Task Marks_narrow(MessageMarks has, MessageMarks wanted, bool isFound)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        await world.PutAsync(world.Message("marked", place) with { Marks = has });
        Assert.Equal(isFound ? 1 : 0, (await world.FindAsync(world.Scope(place), new SearchClause.Has(wanted))).Count);
    }

    [Fact]
    public async Task Only_the_named_messages_are_found_and_of_them_only_those_that_she_may_read()
    {
        var world = await NewWorldAsync();
        var (mine, other) = (world.Place(), world.Place());
        SearchDocument[] messages = [world.Message("kept note", mine), world.Message("another note", mine), world.Message("kept note", other)];
        await world.PutAsync(messages);
        var among = new SearchClause.Among([messages[0].Id, messages[2].Id, new MessageId(world.Number())]);
        Assert.Equal([messages[0].Id], await world.FindAsync(world.Scope(mine), among));
        Assert.Equal([messages[0].Id], await world.FindAsync(world.Scope(mine), new SearchClause.All([new SearchClause.Word("note"), among])));
        Assert.Equal([messages[1].Id], await world.FindAsync(world.Scope(mine), new SearchClause.All([new SearchClause.Word("note"), new SearchClause.Not(among)])));
        Assert.Empty(await world.FindAsync(world.Scope(mine), new SearchClause.Among([])));
    }

    [Fact]
    public async Task What_is_left_out_one_by_one_is_neither_found_nor_counted()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        SearchDocument[] messages = [.. Enumerable.Range(1, 5).Select(seq => world.Message("note", place) with { Seq = seq })];
        await world.PutAsync(messages);
        var word = new SearchClause.Word("note");
        SearchClause.Not LeftOut(params MessageId[] ids) => new(new SearchClause.Among(ids));
        Task<SearchHits> SearchAsync(params SearchClause[] clauses) =>
            world.SearchAsync(SearchWorld.Search(world.Scope(place), new SearchClause.All(clauses)) with { WantsFacets = true });

        foreach (var hits in new[]
        {
            await SearchAsync(word, LeftOut(messages[0].Id), LeftOut(messages[2].Id)),
            await SearchAsync(word, new SearchClause.Posted(null, SearchWorld.Now), LeftOut(messages[0].Id, messages[2].Id, new MessageId(world.Number()))),
            await SearchAsync(LeftOut(messages[0].Id, messages[2].Id)),
        })
        {
            Assert.Equal([messages[1].Id, messages[3].Id, messages[4].Id], hits.Hits.Select(h => h.Id).Order());
            Assert.Equal(3, hits.Total);
            Assert.Equal([new FacetCount(place.Value, 3)], hits.Facets[SearchFacet.Place]);
        }

        Assert.Equal(5, (await SearchAsync(word, LeftOut())).Total);
        Assert.Equal(0, (await SearchAsync(new SearchClause.Among([messages[0].Id]), LeftOut(messages[0].Id))).Total);
        // What is left stands in the order in which it would stand otherwise.
        Assert.Equal((await SearchAsync(word)).Hits.Select(h => h.Id).Where(id => id != messages[0].Id), (await SearchAsync(word, LeftOut(messages[0].Id))).Hits.Select(h => h.Id));
    }

    [Fact]
    public async Task Two_thousand_named_messages_are_found()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message("needle", place);
        await world.PutAsync(message);
        var among = new SearchClause.Among([.. Enumerable.Range(0, 1_999).Select(_ => new MessageId(world.Number())), message.Id]);
        Assert.Equal([message.Id], await world.FindAsync(world.Scope(place), among));
    }

    [Fact]
    public async Task What_stands_behind_a_marker_is_found()
    {
        var world = await NewWorldAsync();
        var (one, two) = (world.Place(), world.Place());
        var messages = Enumerable.Range(1, 5).SelectMany(seq => new[] { world.Message("m", one) with { Seq = seq }, world.Message("m", two) with { Seq = seq } }).ToArray();
        await world.PutAsync(messages);
        var found = await world.SearchAsync(SearchWorld.Search(world.Scope(one, two), new SearchClause.Behind([(one, 3), (two, 4)])));
        Assert.Equal([(one, 4L), (one, 5L), (two, 5L)], found.Hits.Select(h => (h.Stream, h.Seq)).Order());
    }

    [Fact]
    public async Task Numbers_above_what_a_double_holds_are_told_apart()
    {
        var world = await NewWorldAsync();
        var (place, neighbour) = (new StreamId((1L << 60) + 1 + world.Number()), default(StreamId));
        neighbour = new StreamId(place.Value + 1);
        var message = world.Message("exact", place) with { Id = new MessageId((1L << 61) + world.Number()) };
        await world.PutAsync(message, world.Message("exact", neighbour));
        Assert.Equal([message.Id], await world.FindAsync(world.Scope(place), Word("exact")));
    }
}
