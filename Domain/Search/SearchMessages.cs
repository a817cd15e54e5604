using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Search.Queries;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>Searches everything that one may read now.</summary>
public sealed class SearchMessages(
    SearchAccess access, QueryResolver resolver, IHiddenMessages hidden, ISearchIndex index, FoundMessages found, IndexFreshness freshness, TimeProvider time)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "search";

    private const int DefaultLimit = 20;

    // Starred places are close, and those with the latest messages.
    private const int ClosePlaces = 50;

    /// <summary>One page. A query that cannot be understood is no error: what of it can be is searched, and the page says the rest.</summary>
    public async Task<Result<FoundPage>> ExecuteAsync(SearchMessagesRequest request, CancellationToken ct)
    {
        if (!Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out var error))
            return error;
        var parsed = QueryParser.Parse(request.Query);
        var ground = await access.ReadAsync(request.Actor, request.Within, ct);
        if (request.Within is { } workspace && !ground.Workspaces.Contains(workspace))
            return new Error.NotFound();
        var clock = new QueryClock(request.Zone ?? TimeZoneInfo.Utc, time.GetUtcNow(), request.FirstDay);
        var query = await resolver.ResolveAsync(request.Actor, ground, parsed, clock, ct);
        var page = new FoundPage(parsed with { Problems = [.. parsed.Problems.Concat(query.Problems).OrderBy(p => p.Span.Start)] }) { IsPartial = ground.IsPartial };
        if (query.Wanted is SearchClause.All { Clauses.Count: 0 } && query.Narrowed.Count == 0)
            return page;
        try
        {
            var book = await hidden.ReadAsync(request.Actor.User, ct);
            var wanted = HiddenClauses.Without(RecalledClauses.Without(query.Wanted), book);
            // Where it cannot be said what she does not see, nothing is counted.
            var seen = ground with { Scope = ground.Scope.Without(book.Away), IsPartial = ground.IsPartial || book.Away.Count > 0 };
            var (search, hits) = await SearchAsync(SearchOf(request, seen, query with { Wanted = wanted }, clock, cursor), ct);
            var lag = await freshness.ReadAsync(ct);
            var messages = await found.ReadAsync(request.Actor, hits.Hits, search, ct);
            return page with
            {
                IsPartial = seen.IsPartial,
                Messages = messages,
                Lag = lag,
                Total = hits.Total,
                Facets = hits.Facets,
                Places = await NamePlacesAsync(request.Actor, ground, hits, ct),
                IsFuzzy = search.IsFuzzy,
                Next = hits.Next is { } next ? new Cursor(List, (search.IsFuzzy ? "~" : "=") + next) : null,
            };
        }
        catch (OutageException outage)
        {
            return new Error.Unavailable("search.away", $"Search is not available at the moment: {outage.Message} Try again in a while.");
        }
    }

    private static IndexSearch SearchOf(SearchMessagesRequest request, SearchGround ground, ResolvedQuery query, QueryClock clock, Cursor? cursor) => new()
    {
        Scope = ground.Scope,
        Wanted = query.Wanted,
        Narrowed = query.Narrowed,
        // Without a word there is nothing that could match better.
        Sort = HasText(query.Wanted) ? request.Sort : SearchSort.Newest,
        Close = Close(ground),
        Now = clock.Now,
        After = cursor?.Key is { Length: > 0 } key ? key[1..] : null,
        IsFuzzy = cursor?.Key.StartsWith('~') == true,
        Limit = Math.Clamp(request.Limit ?? DefaultLimit, 0, IndexSearch.MaxLimit),
        WantsFacets = request.WantsFacets && cursor is null,
    };

    // Words that are nearly the same count only when nothing has the words themselves: who types well is not shown noise.
    private async Task<(IndexSearch Search, SearchHits Hits)> SearchAsync(IndexSearch search, CancellationToken ct)
    {
        var hits = await index.SearchAsync(search, ct);
        if (hits.Total > 0 || search.IsFuzzy || search.After is not null || !HasText(search.Wanted))
            return (search, hits);
        var fuzzy = search with { IsFuzzy = true };
        var near = await index.SearchAsync(fuzzy, ct);
        return near.Total > 0 ? (fuzzy, near) : (search, hits);
    }

    // The places of a facet, by which she may know them: those that she is in are known already.
    private async Task<IReadOnlyDictionary<StreamId, StreamView>> NamePlacesAsync(Actor actor, SearchGround ground, SearchHits hits, CancellationToken ct)
    {
        if (!hits.Facets.TryGetValue(SearchFacet.Place, out var counts))
            return new Dictionary<StreamId, StreamView>();
        var wanted = counts.Select(c => new StreamId(c.Value)).ToHashSet();
        var named = ground.Places.Where(p => wanted.Contains(p.Id)).ToDictionary(p => p.Id, p => p.Head);
        foreach (var (id, seat) in await found.EnterAsync(actor, wanted.Where(id => !named.ContainsKey(id)), ct))
            named[id] = seat.Stream;
        return named;
    }

    private static SearchCloseness Close(SearchGround ground)
    {
        var places = ground.Places.OrderByDescending(p => p.Starred).ThenByDescending(p => p.Head.LastMessageAt).Take(ClosePlaces).ToList();
        return new SearchCloseness([.. places.Select(p => p.Id)], [.. places.Where(p => p.Head.Kind == StreamKind.Direct).SelectMany(p => p.Head.Participants).Distinct()]);
    }

    private static bool HasText(SearchClause clause) => clause switch
    {
        SearchClause.All all => all.Clauses.Any(HasText),
        SearchClause.Any any => any.Clauses.Any(HasText),
        SearchClause.Word or SearchClause.Phrase => true,
        _ => false,
    };
}

/// <summary>A search.</summary>
/// <param name="Actor">Who searches: only what she may read is found.</param>
/// <param name="Query">What was typed.</param>
public sealed record SearchMessagesRequest(Actor Actor, string? Query)
{
    /// <summary>Only channels of this workspace, and chats; null for all workspaces.</summary>
    public WorkspaceId? Within { get; init; }

    /// <summary>Which come first.</summary>
    public SearchSort Sort { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many at most; 20 when null, 0 for counts alone.</summary>
    public int? Limit { get; init; }

    /// <summary>Where her days begin; UTC when null.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>With which day her weeks begin.</summary>
    public DayOfWeek FirstDay { get; init; } = DayOfWeek.Monday;

    /// <summary>Whether counts by facet are wanted, on the first page.</summary>
    public bool WantsFacets { get; init; }
}

/// <summary>One page of found messages.</summary>
/// <param name="Query">How the query was understood.</param>
public sealed record FoundPage(ParsedQuery Query)
{
    /// <summary>In order. May be fewer than were asked for: what is not to be read any more is left out.</summary>
    public IReadOnlyList<FoundMessage> Messages { get; init; } = [];

    /// <summary>How many there are; above <see cref="SearchHits.CountedUpTo"/> there may be more.</summary>
    public long Total { get; init; }

    /// <summary>Counts by facet, on the first page when they were wanted.</summary>
    public IReadOnlyDictionary<SearchFacet, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<SearchFacet, IReadOnlyList<FacetCount>>();

    /// <summary>The places of the facet, as they now are.</summary>
    public IReadOnlyDictionary<StreamId, StreamView> Places { get; init; } = new Dictionary<StreamId, StreamView>();

    /// <summary>Nothing had the words themselves: these have words that are nearly the same.</summary>
    public bool IsFuzzy { get; init; }

    /// <summary>Places that cannot be reached at the moment were not searched.</summary>
    public bool IsPartial { get; init; }

    /// <summary>What the index does not know yet.</summary>
    public IndexLag Lag { get; init; } = IndexLag.None;

    /// <summary>Where the next page starts; null at the end.</summary>
    public Cursor? Next { get; init; }
}
