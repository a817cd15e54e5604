using Collab.Domain.People;
using Collab.Domain.Search.Queries;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Search.Audits;

/// <summary>Searches every message of the organization, whoever may read it. Each page stands in the audit log before anything is read.</summary>
public sealed class SearchForAudit(
    AuditSearchAccess access, IWorkspaceStore workspaces, IPeopleStore people, QueryResolver resolver, AuditedMessages messages, TimeProvider time)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "audit_search";

    // A page of the one goes on in no page of the other.
    private const string HeldList = "audit_search_held";

    private const int DefaultLimit = 20;
    private const int MaxQuery = 500;
    private const int WorkspacesPerRead = 100;

    /// <summary>One page, the newest first or the best.</summary>
    public async Task<Result<AuditedPage>> ExecuteAsync(SearchForAuditRequest request, CancellationToken ct)
    {
        if (!Cursor.Parse(request.Cursor, request.IsHeld ? HeldList : List).TryGet(out var cursor, out var error))
            return error;
        var query = request.Query.Trim();
        if (query.Length is 0 or > MaxQuery)
            return new Error.Invalid("audit_search.query", $"Search for 1 to {MaxQuery} characters.", "q");
        var said = new[] { ("query", query), ("page", cursor is null ? "first" : "next"), ("of", request.IsHeld ? "what holds keep" : "messages") };
        if (!(await access.EnterAsync(request.Actor, request.Search, said, ct)).TryGet(out var permit, out error))
            return error;
        try
        {
            return await SearchAsync(permit, request, QueryParser.Parse(query), cursor, ct);
        }
        catch (OutageException outage)
        {
            return new Error.Unavailable("search.away", $"Search is not available at the moment: {outage.Message} Try again in a while.");
        }
    }

    private async Task<AuditedPage> SearchAsync(AuditPermit permit, SearchForAuditRequest request, ParsedQuery parsed, Cursor? cursor, CancellationToken ct)
    {
        var all = await WorkspacesAsync(permit.Actor.Organization, ct);
        var ground = new SearchGround(SearchScope.Whole(permit), [], [.. all.Keys], IsPartial: false);
        var clock = new QueryClock(request.Zone ?? TimeZoneInfo.Utc, time.GetUtcNow(), request.FirstDay);
        var resolved = await resolver.ResolveAsync(permit.Actor, ground, parsed, clock, ct);
        var page = new FoundPage(parsed with { Problems = [.. parsed.Problems.Concat(resolved.Problems).OrderBy(p => p.Span.Start)] });
        if (resolved.Wanted is SearchClause.All { Clauses.Count: 0 } && resolved.Narrowed.Count == 0)
            return new AuditedPage(page, new Dictionary<UserId, Person>(), all);
        var search = new IndexSearch
        {
            Scope = ground.Scope,
            Wanted = request.IsHeld ? resolved.Wanted : RecalledClauses.Without(resolved.Wanted),
            Narrowed = resolved.Narrowed,
            Sort = request.Sort,
            Now = clock.Now,
            After = cursor?.Key,
            Limit = Math.Clamp(request.Limit ?? DefaultLimit, 1, IndexSearch.MaxLimit),
        };
        var (hits, read) = await messages.FindAsync(permit, search, request.IsHeld, ct);
        var named = read.SelectMany(m => m.Place.Participants.Append(m.Message.Author)).Distinct();
        return new AuditedPage(
            page with { Messages = read, Total = hits.Total, Next = hits.Next is { } next ? new Cursor(request.IsHeld ? HeldList : List, next) : null },
            (await people.FindAsync([.. named], ct)).ToDictionary(p => p.Id),
            all);
    }

    private async Task<IReadOnlyDictionary<WorkspaceId, Workspace>> WorkspacesAsync(OrganizationId organization, CancellationToken ct)
    {
        var all = new Dictionary<WorkspaceId, Workspace>();
        Cursor? cursor = null;
        do
        {
            var page = await workspaces.ListAllAsync(organization, cursor, WorkspacesPerRead, ct);
            foreach (var workspace in page.Items)
                all[workspace.Id] = workspace;
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}

/// <summary>A search for an audit.</summary>
/// <param name="Actor">The auditor.</param>
/// <param name="Search">Under which reason.</param>
/// <param name="Query">What was typed.</param>
public sealed record SearchForAuditRequest(Actor Actor, AuditSearchId Search, string Query)
{
    /// <summary>Searches what legal holds have kept of messages that are gone, in place of those that are there.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Which come first.</summary>
    public SearchSort Sort { get; init; } = SearchSort.Newest;

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many at most; 20 when null.</summary>
    public int? Limit { get; init; }

    /// <summary>Where her days begin; UTC when null.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>With which day her weeks begin.</summary>
    public DayOfWeek FirstDay { get; init; } = DayOfWeek.Monday;
}

/// <summary>What was found, with the names that an auditor needs to understand it.</summary>
/// <param name="Found">The page.</param>
/// <param name="People">Authors, and those who are in the chats.</param>
/// <param name="Workspaces">Those of the channels.</param>
public sealed record AuditedPage(FoundPage Found, IReadOnlyDictionary<UserId, Person> People, IReadOnlyDictionary<WorkspaceId, Workspace> Workspaces);
