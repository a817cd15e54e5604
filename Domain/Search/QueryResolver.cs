using Collab.Domain.Saved;
using Collab.Domain.Search.Queries;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>Looks up what a query names: people, places, days, read markers. What it cannot find it leaves out and says so.</summary>
public sealed class QueryResolver(QueryNames names, ISavedMessages saved)
{
    // Whoever has more unread places looks at the first of them.
    private const int UnreadPlaces = 500;

    /// <summary>
    /// Resolves. Operators of one facet that stand side by side at the top widen each other, as a list of choices does:
    /// <c>from:ada from:bo</c> is by either.
    /// </summary>
    public async Task<ResolvedQuery> ResolveAsync(Actor actor, SearchGround ground, ParsedQuery query, QueryClock clock, CancellationToken ct)
    {
        var reading = new Reading(actor, ground, clock, []);
        var (wanted, narrowed) = (new List<SearchClause>(), new Dictionary<SearchFacet, List<SearchClause>>());
        foreach (var node in query.Root switch { null => [], QueryNode.And and => and.Nodes, var root => [root] })
        {
            if (await OfAsync(node, reading, ct) is not { } clause)
                continue;
            if (FacetOf(node) is { } facet)
                (narrowed.TryGetValue(facet, out var others) ? others : narrowed[facet] = []).Add(clause);
            else
                wanted.Add(clause);
        }

        return new ResolvedQuery(
            new SearchClause.All(wanted), narrowed.ToDictionary(n => n.Key, n => n.Value is [var one] ? one : new SearchClause.Any(n.Value)), reading.Problems);
    }

    private static SearchFacet? FacetOf(QueryNode node) => node is not QueryNode.Filter filter ? null : filter.Operator switch
    {
        QueryOperator.From => SearchFacet.Person,
        QueryOperator.In => SearchFacet.Place,
        QueryOperator.During => SearchFacet.Month,
        QueryOperator.Is when QueryValues.Is[filter.Value] is QueryQuality.Channel or QueryQuality.Direct or QueryQuality.Group => SearchFacet.Kind,
        QueryOperator.Is when QueryValues.Is[filter.Value] is QueryQuality.Mine => SearchFacet.Person,
        _ => null,
    };

    private async Task<SearchClause?> OfAsync(QueryNode node, Reading reading, CancellationToken ct) => node switch
    {
        QueryNode.And and => await OfAllAsync(and.Nodes, parts => new SearchClause.All(parts), reading, ct),
        QueryNode.Or or => await OfAllAsync(or.Nodes, parts => new SearchClause.Any(parts), reading, ct),
        QueryNode.Not not => await OfAsync(not.Node, reading, ct) is { } clause ? new SearchClause.Not(clause) : null,
        QueryNode.Word word => new SearchClause.Word(word.Text),
        QueryNode.Phrase phrase => new SearchClause.Phrase(phrase.Text),
        QueryNode.Filter filter => await OfFilterAsync(filter, reading, ct),
        _ => throw new InvalidOperationException($"Unknown part of a query: {node.GetType().Name}."),
    };

    private async Task<SearchClause?> OfAllAsync(IReadOnlyList<QueryNode> nodes, Func<IReadOnlyList<SearchClause>, SearchClause> join, Reading reading, CancellationToken ct)
    {
        var parts = new List<SearchClause>();
        foreach (var node in nodes)
        {
            if (await OfAsync(node, reading, ct) is { } clause)
                parts.Add(clause);
        }

        return parts.Count == 0 ? null : parts is [var one] ? one : join(parts);
    }

    private async Task<SearchClause?> OfFilterAsync(QueryNode.Filter filter, Reading reading, CancellationToken ct)
    {
        switch (filter.Operator)
        {
            case QueryOperator.From or QueryOperator.To or QueryOperator.With or QueryOperator.Mentions:
                return await PeopleAsync(filter, reading, ct) is { Count: > 0 } people ? await OfPeopleAsync(filter, people, reading, ct) : null;
            case QueryOperator.In:
                return await PlacesAsync(filter, reading, ct) is { Count: > 0 } places ? new SearchClause.In(places) : null;
            case QueryOperator.Has:
                return new SearchClause.Has(QueryValues.Has[filter.Value]);
            case QueryOperator.Is:
                var quality = QueryValues.Is[filter.Value];
                return quality == QueryQuality.Saved ? await SavedAsync(reading.Actor, ct) : OfQuality(quality, reading);
            default:
                var read = QueryDates.Read(filter.Value, reading.Clock.Zone, reading.Clock.Now, reading.Clock.FirstDay);
                if (read.TryGet(out var range, out var error))
                    return range.For(filter.Operator);
                reading.Problems.Add(new QueryProblem(error.Code, error.Said, filter.Span));
                return null;
        }
    }

    private async Task<IReadOnlyList<UserId>> PeopleAsync(QueryNode.Filter filter, Reading reading, CancellationToken ct)
    {
        var named = await names.FindPeopleAsync(reading.Actor, reading.Ground, filter.Value, ct);
        if (named.Ids.Count == 0)
        {
            reading.Problems.Add(new QueryProblem(
                "query.unknown_person", $"Nobody here is called “{filter.Value}”. Take a name from the list that appears as you type.", filter.Span, named.Suggestion));
        }

        return named.Ids;
    }

    private async Task<IReadOnlyList<StreamId>> PlacesAsync(QueryNode.Filter filter, Reading reading, CancellationToken ct)
    {
        var places = await names.FindPlacesAsync(reading.Actor, reading.Ground, filter.Value, ct);
        if (places.Count == 0)
        {
            reading.Problems.Add(new QueryProblem(
                "query.unknown_place", $"There is no channel or chat “{filter.Value}” here. Take one from the list that appears as you type.", filter.Span));
        }

        return places;
    }

    private async Task<SearchClause> OfPeopleAsync(QueryNode.Filter filter, IReadOnlyList<UserId> people, Reading reading, CancellationToken ct) => filter.Operator switch
    {
        QueryOperator.From => new SearchClause.By(people),
        QueryOperator.Mentions => new SearchClause.Mentions(people),
        QueryOperator.With => new SearchClause.In(await names.ChatsWithAsync(reading.Ground, people, [StreamKind.Direct, StreamKind.Group], ct)),
        _ when people.Contains(reading.Actor.User) => new SearchClause.All([new SearchClause.OfKind([StreamKind.Direct]), new SearchClause.Not(new SearchClause.By(people))]),
        _ => new SearchClause.All([new SearchClause.In(await names.ChatsWithAsync(reading.Ground, people, [StreamKind.Direct], ct)), new SearchClause.Not(new SearchClause.By(people))]),
    };

    private async Task<SearchClause> SavedAsync(Actor actor, CancellationToken ct) =>
        new SearchClause.Among([.. (await saved.ListAllAsync(actor.User, ct)).Select(s => s.Message)]);

    private static SearchClause OfQuality(QueryQuality quality, Reading reading) => quality switch
    {
        QueryQuality.Thread => new SearchClause.Has(MessageMarks.Thread | MessageMarks.Reply),
        QueryQuality.Channel => new SearchClause.OfKind([StreamKind.Channel]),
        QueryQuality.Direct => new SearchClause.OfKind([StreamKind.Direct]),
        QueryQuality.Group => new SearchClause.OfKind([StreamKind.Group]),
        QueryQuality.Mine => new SearchClause.By([reading.Actor.User]),
        QueryQuality.Recalled => RecalledClauses.By(reading.Actor.User),
        QueryQuality.Unread => new SearchClause.All(
        [
            new SearchClause.Behind([.. reading.Ground.Places.Where(p => p.Unread > 0).OrderByDescending(p => p.Head.LastMessageAt).Take(UnreadPlaces).Select(p => (p.Id, p.LastReadSeq))]),
            new SearchClause.Not(new SearchClause.By([reading.Actor.User])),
        ]),
        _ => throw new InvalidOperationException($"Unknown quality: {quality}."),
    };

    private sealed record Reading(Actor Actor, SearchGround Ground, QueryClock Clock, List<QueryProblem> Problems);
}

/// <summary>A query that engines understand.</summary>
/// <param name="Wanted">What is wanted.</param>
/// <param name="Narrowed">What stands in facets.</param>
/// <param name="Problems">What could not be found.</param>
public sealed record ResolvedQuery(SearchClause Wanted, IReadOnlyDictionary<SearchFacet, SearchClause> Narrowed, IReadOnlyList<QueryProblem> Problems);

/// <summary>What days mean to the person who searches.</summary>
/// <param name="Zone">Where her days begin.</param>
/// <param name="Now">Now.</param>
/// <param name="FirstDay">With which day her weeks begin.</param>
public sealed record QueryClock(TimeZoneInfo Zone, DateTimeOffset Now, DayOfWeek FirstDay);
