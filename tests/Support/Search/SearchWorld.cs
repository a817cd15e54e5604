using Collab.Domain.Organizations;
using Collab.Domain.Search;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Support.Search;

/// <summary>An organization of its own within an index that many tests share.</summary>
public sealed class SearchWorld(ISearchIndex index)
{
    private static long _worlds = Random.Shared.NextInt64(1L << 40, 1L << 41);
    private readonly long _world = Interlocked.Add(ref _worlds, 1) << 20;
    private long _next;

    /// <summary>When the world's clock stands.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The index.</summary>
    public ISearchIndex Index => index;

    /// <summary>The organization.</summary>
    public OrganizationId Organization => new(_world);

    /// <summary>A number that nothing else in any world has, above what a double can hold.</summary>
    public long Number() => _world + Interlocked.Increment(ref _next);

    public StreamId Place() => new(Number());

    public UserId Person() => new(Number());

    public WorkspaceId Workspace() => new(Number());

    /// <summary>Everything in these places.</summary>
    public SearchScope Scope(params StreamId[] places) => new(Organization, places, []);

    /// <summary>These places, and what is open in a workspace.</summary>
    public SearchScope Scope(WorkspaceId openIn, params StreamId[] places) => new(Organization, places, [openIn]);

    /// <summary>The whole organization, as in an audit.</summary>
    public SearchScope Whole()
    {
        var auditor = new Actor(new UserId(1), Organization, OrganizationRole.Auditor);
        return SearchScope.Whole(new AuditPermit(auditor, new AuditSearch(new AuditSearchId(1), auditor.User, "a test", "", Now, Now, 0)));
    }

    /// <summary>These places, and what is open in these workspaces.</summary>
    public SearchScope ScopeOf(IReadOnlyList<StreamId> places, IReadOnlyList<WorkspaceId> openIn) => new(Organization, places, openIn);

    /// <summary>Places and workspaces of another organization.</summary>
    public static SearchScope ScopeOf(OrganizationId organization, IReadOnlyList<StreamId> places, IReadOnlyList<WorkspaceId> openIn) => new(organization, places, openIn);

    /// <summary>A message in a place; change it with <c>with</c>.</summary>
    public SearchDocument Message(string text, StreamId place, UserId? author = null) => new()
    {
        Id = new MessageId(Number()),
        Stream = place,
        Seq = 1,
        Place = place,
        Organization = Organization,
        PlaceKind = StreamKind.Channel,
        Author = author ?? new UserId(_world),
        At = Now.AddHours(-1),
        Revision = 1,
        Text = text,
    };

    /// <summary>Puts messages and waits until searches find them.</summary>
    public async Task PutAsync(params SearchDocument[] messages)
    {
        await index.ApplyAsync([.. messages.Select(m => new IndexChange.Put(m))], CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Makes changes and waits until searches see them.</summary>
    public async Task ApplyAsync(params IndexChange[] changes)
    {
        await index.ApplyAsync(changes, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>The ids that a search finds, in order.</summary>
    public async Task<IReadOnlyList<MessageId>> FindAsync(SearchScope scope, SearchClause wanted, SearchSort sort = SearchSort.Best, bool isFuzzy = false) =>
        [.. (await SearchAsync(Search(scope, wanted) with { Sort = sort, IsFuzzy = isFuzzy })).Hits.Select(h => h.Id)];

    /// <summary>A search; change it with <c>with</c>.</summary>
    public static IndexSearch Search(SearchScope scope, SearchClause wanted) => new() { Scope = scope, Wanted = wanted, Now = Now, Limit = 50 };

    /// <summary>Searches.</summary>
    public Task<SearchHits> SearchAsync(IndexSearch search) => index.SearchAsync(search, CancellationToken.None);

    // A count sees everything that was applied, and so does every search after it.
    private Task SettleAsync() => index.CountAsync([new StreamId(_world)], CancellationToken.None);
}
