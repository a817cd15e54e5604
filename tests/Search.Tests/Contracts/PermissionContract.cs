using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Support.Search;
using CsCheck;
using Xunit;

namespace Collab.Search.Tests.Contracts;

/// <summary>Nobody finds or counts what her scope does not have.</summary>
public abstract class PermissionContract : SearchContract
{
    [Fact]
    public async Task Only_places_of_the_scope_are_found_and_counted()
    {
        var world = await NewWorldAsync();
        var (mine, theirs) = (world.Place(), world.Place());
        var (seen, hidden) = (world.Message("secret plan", mine), world.Message("secret plan", theirs, world.Person()));
        await world.PutAsync(seen, hidden);
        var hits = await world.SearchAsync(SearchWorld.Search(world.Scope(mine), Word("secret")) with { WantsFacets = true });
        Assert.Equal([seen.Id], hits.Hits.Select(h => h.Id));
        Assert.Equal(1, hits.Total);
        Assert.Equal([seen.Author.Value], hits.Facets[SearchFacet.Person].Select(c => c.Value));
        Assert.Equal([mine.Value], hits.Facets[SearchFacet.Place].Select(c => c.Value));
    }

    [Fact]
    public async Task An_empty_scope_finds_nothing()
    {
        var world = await NewWorldAsync();
        await world.PutAsync(world.Message("secret", world.Place()));
        var hits = await world.SearchAsync(SearchWorld.Search(world.Scope(), Everything) with { WantsFacets = true });
        Assert.Empty(hits.Hits);
        Assert.Equal(0, hits.Total);
        Assert.All(hits.Facets.Values, Assert.Empty);
    }

    [Fact]
    public async Task Open_channels_of_a_workspace_are_found_without_a_seat_and_closed_ones_are_not()
    {
        var world = await NewWorldAsync();
        var (workspace, other) = (world.Workspace(), world.Workspace());
        var open = world.Message("news", world.Place()) with { Workspace = workspace, IsOpen = true };
        var closed = world.Message("news", world.Place()) with { Workspace = workspace };
        var elsewhere = world.Message("news", world.Place()) with { Workspace = other, IsOpen = true };
        var chat = world.Message("news", world.Place());
        await world.PutAsync(open, closed, elsewhere, chat);
        Assert.Equal([open.Id], await world.FindAsync(world.Scope(workspace), Word("news")));
        Assert.Equal(2, (await world.FindAsync(world.Scope(workspace, closed.Place), Word("news"))).Count);
    }

    [Fact]
    public async Task Another_organization_is_never_found_even_by_the_same_place()
    {
        var (world, other) = (await NewWorldAsync(), await NewWorldAsync());
        var place = world.Place();
        await other.PutAsync(other.Message("ours", place));
        Assert.Empty(await world.FindAsync(world.Scope(place), Word("ours")));
    }

    [Fact]
    public async Task An_audit_finds_and_counts_everything_of_its_organization_and_nothing_of_another()
    {
        var (world, other) = (await NewWorldAsync(), await NewWorldAsync());
        var (channel, chat) = (world.Message("plan", world.Place()) with { Workspace = world.Workspace() }, world.Message("plan", world.Place()));
        await world.PutAsync(channel, chat);
        await other.PutAsync(other.Message("plan", other.Place()));
        var hits = await world.SearchAsync(SearchWorld.Search(world.Whole(), Word("plan")) with { WantsFacets = true });
        Assert.Equal(new[] { channel.Id, chat.Id }.Order(), hits.Hits.Select(h => h.Id).Order());
        Assert.Equal(2, hits.Total);
        Assert.Equal(new[] { channel.Place.Value, chat.Place.Value }.Order(), hits.Facets[SearchFacet.Place].Select(c => c.Value).Order());
        Assert.Equal([chat.Id], await world.FindAsync(world.Whole(), All(Word("plan"), new SearchClause.In([chat.Place]))));
    }

    [Fact]
    public async Task What_is_not_wanted_does_not_widen_the_scope()
    {
        var world = await NewWorldAsync();
        var (mine, theirs) = (world.Place(), world.Place());
        await world.PutAsync(world.Message("mine", mine), world.Message("theirs", theirs));
        Assert.Empty(await world.FindAsync(world.Scope(mine), Not(Word("mine"))));
        Assert.Empty(await world.FindAsync(world.Scope(mine), new SearchClause.In([theirs])));
        Assert.Single(await world.FindAsync(world.Scope(mine), Any(new SearchClause.In([theirs]), Not(new SearchClause.In([theirs])))));
    }

    [Fact]
    public async Task A_random_scope_finds_what_a_look_at_every_message_finds()
    {
        var world = await NewWorldAsync();
        var places = Enumerable.Range(0, 8).Select(_ => world.Place()).ToArray();
        var workspaces = Enumerable.Range(0, 3).Select(_ => world.Workspace()).ToArray();
        var messages = Enumerable.Range(0, 200).Select(i => Random(world, places, workspaces, i)).ToArray();
        await world.PutAsync(messages);
        await Gen.Select(Gen.Int[0, 255], Gen.Int[0, 7], Gen.Int[0, 3]).SampleAsync(
            async (chosen, open, word) =>
            {
                var scope = world.ScopeOf([.. places.Where((_, i) => (chosen >> i & 1) == 1)], [.. workspaces.Where((_, i) => (open >> i & 1) == 1)]);
                var hits = await world.SearchAsync(SearchWorld.Search(scope, Word($"word{word}")) with { Limit = IndexSearch.MaxLimit, WantsFacets = true });
                var expected = messages.Where(m => m.Text == $"word{word}" && IsIn(scope, m)).Select(m => m.Id).Order().ToList();
                Assert.Equal(expected, hits.Hits.Select(h => h.Id).Order());
                Assert.Equal(expected.Count, hits.Total);
                Assert.Equal(expected.Count, hits.Facets[SearchFacet.Place].Sum(c => c.Count));
            },
            iter: 60, threads: 1);
    }

    private static SearchDocument Random(SearchWorld world, StreamId[] places, WorkspaceId[] workspaces, int i)
    {
        // Whether a place is open, and in which workspace, is the place's.
        var at = i % places.Length;
        return world.Message($"word{i / 8 % 4}", places[at]) with { Workspace = at < 6 ? workspaces[at % 3] : null, IsOpen = at < 3 };
    }

    private static bool IsIn(SearchScope scope, SearchDocument message) =>
        scope.Places.Contains(message.Place) || (message.IsOpen && message.Workspace is { } workspace && scope.OpenIn.Contains(workspace));
}
