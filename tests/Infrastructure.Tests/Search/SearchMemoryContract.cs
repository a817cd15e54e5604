using Collab.Domain.Search.Memory;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Search;

public abstract class SearchMemoryContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly WorkspaceId Harbour = new(7);

    private ISearchMemory Memory => Installation.Get<ISearchMemory>();

    [Fact]
    public async Task What_one_searched_for_last_stands_first_and_once()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        foreach (var query in new[] { "crane", "from:bo \"late\"", "crane" })
            Assert.True((await Memory.NoteAsync(ada, Harbour, query, Ct)).IsOk);

        Assert.Equal(["crane", "from:bo \"late\""], await QueriesAsync(ada));
        Assert.Empty(await QueriesAsync(bo));
        Assert.Empty(await Memory.ListAsync(ada, new WorkspaceId(8), Ct));
    }

    [Fact]
    public async Task Letters_of_either_case_and_with_accents_are_searches_of_their_own()
    {
        var ada = Here.NewPerson();
        string[] queries = ["or", "OR", "ör", "o\u0308r", "or 🚢", string.Concat(Enumerable.Repeat("😀", RememberedSearch.MaxQuery / 2))];
        foreach (var query in queries)
            await Memory.NoteAsync(ada, Harbour, query, Ct);
        Assert.Equal(queries.Reverse(), await QueriesAsync(ada));
    }

    [Fact]
    public async Task The_oldest_go_and_those_that_are_kept_stay()
    {
        var ada = Here.NewPerson();
        await Memory.SaveAsync(ada, Harbour, "kept", "Mine", Ct);
        for (var i = 0; i < RememberedSearch.MaxRecent + 5; i++)
            await Memory.NoteAsync(ada, Harbour, $"search {i}", Ct);

        var all = await Memory.ListAsync(ada, Harbour, Ct);
        Assert.Equal(Enumerable.Range(5, RememberedSearch.MaxRecent).Reverse().Select(i => $"search {i}"), all.Where(s => s.Name is null).Select(s => s.Query));
        Assert.Equal(("kept", "Mine"), all.Where(s => s.Name is not null).Select(s => (s.Query, s.Name)).Single());
    }

    [Fact]
    public async Task A_search_that_was_made_is_kept_renamed_made_again_and_forgotten()
    {
        var ada = Here.NewPerson();
        await Memory.NoteAsync(ada, Harbour, "crane", Ct);
        await Memory.SaveAsync(ada, Harbour, "crane", "Cranes", Ct);
        await Memory.SaveAsync(ada, Harbour, "crane", "All cranes", Ct);
        await Memory.NoteAsync(ada, Harbour, "crane", Ct);
        Assert.Equal(("crane", "All cranes"), (await Memory.ListAsync(ada, Harbour, Ct)).Select(s => (s.Query, s.Name)).Single());

        await Memory.NoteAsync(ada, Harbour, "boat", Ct);
        await Memory.ForgetAsync(ada, Harbour, null, Ct);
        Assert.Equal(["crane"], await QueriesAsync(ada));
        await Memory.ForgetAsync(ada, Harbour, "crane", Ct);
        await Memory.ForgetAsync(ada, Harbour, "crane", Ct);
        Assert.Empty(await QueriesAsync(ada));
    }

    [Fact]
    public async Task One_too_many_is_refused_and_one_that_is_there_is_not()
    {
        var ada = Here.NewPerson();
        for (var i = 0; i < RememberedSearch.MaxSaved; i++)
            await Memory.SaveAsync(ada, Harbour, $"search {i}", $"{i}", Ct);

        Assert.Equal("search.full", (await Memory.SaveAsync(ada, Harbour, "one more", "More", Ct)).Error?.Code);
        Assert.True((await Memory.SaveAsync(ada, Harbour, "search 3", "Three", Ct)).IsOk);
        Assert.True((await Memory.SaveAsync(ada, new WorkspaceId(8), "one more", "More", Ct)).IsOk);
    }

    [Fact]
    public async Task Devices_that_search_for_the_same_at_once_all_succeed()
    {
        var ada = Here.NewPerson();
        var noted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Memory.NoteAsync(ada, Harbour, "crane", Ct), Ct)));
        Assert.All(noted, n => Assert.True(n.IsOk));
        Assert.Equal(["crane"], await QueriesAsync(ada));
    }

    private async Task<string[]> QueriesAsync(UserId user) => [.. (await Memory.ListAsync(user, Harbour, Ct)).Select(s => s.Query)];
}

public sealed class SearchMemoryOnSqliteTests(OnSqlite on) : SearchMemoryContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class SearchMemoryOnMariaDbTests(OnMariaDb on) : SearchMemoryContract(on.Installation), IClassFixture<OnMariaDb>;
