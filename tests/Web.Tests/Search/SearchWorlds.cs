using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Web.Tests.Hosting;

namespace Collab.Web.Tests.Search;

/// <summary>Helps tests to search a running program.</summary>
internal static class SearchWorlds
{
    /// <summary>Everything of these streams that is stored, as whoever may read it all sees it.</summary>
    public static async Task<IReadOnlyList<MessageView>> StoredAsync(this TestWorld world, IEnumerable<StreamId> streams)
    {
        var source = world.Get<ISearchSource>();
        var all = new List<MessageView>();
        foreach (var stream in streams)
            all.AddRange(await source.ListMessagesAsync(stream, 0, 1000, CancellationToken.None));
        return all;
    }

    /// <summary>Waits until the index has everything of these streams as it is stored.</summary>
    public static async Task IndexedAsync(this TestWorld world, params IReadOnlyCollection<StreamId> streams)
    {
        var index = world.Get<ISearchIndex>();
        await Eventually.TrueAsync(
            async () =>
            {
                // Asked each time: that a document was read changes its message once more.
                var stored = (await world.StoredAsync(streams)).Where(SearchDocuments.IsKept).ToDictionary(m => m.Id, m => m.Revision);
                var there = await index.FindRevisionsAsync(stored.Keys, CancellationToken.None);
                return there.Count == stored.Count && there.All(r => stored[r.Key] == r.Value);
            },
            "the index has everything",
            TimeSpan.FromSeconds(30));
    }

    /// <summary>What a person finds.</summary>
    public static async Task<FoundPage> SearchAsync(this TestWorld world, TestPerson who, string query, WorkspaceId? within = null) =>
        TestWorld.Ok(await world.Get<SearchMessages>().ExecuteAsync(
            new SearchMessagesRequest(who.Actor, query) { Limit = IndexSearch.MaxLimit, WantsFacets = true, Within = within }, CancellationToken.None));
}
