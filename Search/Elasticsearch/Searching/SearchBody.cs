using System.Globalization;
using System.Text.Json.Nodes;
using Collab.Domain.Search;
using Collab.Search.Elasticsearch.Layout;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>A search as Elasticsearch gets it.</summary>
/// <param name="search">What is wanted.</param>
/// <param name="timeout">After this, shards answer with what they have, which is then refused.</param>
internal sealed class SearchBody(IndexSearch search, TimeSpan timeout)
{
    private const double HalfLifeDays = 30;
    private const double CloseBy = 0.5;
    private const double CloseWith = 0.3;
    private const int MaxClose = 100;

    // Shards count for themselves: the more values each of them names, the rarer is a count that lacks some.
    private const int ValuesPerShard = 200;

    private static readonly Dictionary<SearchFacet, string> FacetFields = new()
    {
        [SearchFacet.Person] = Field.Author,
        [SearchFacet.Place] = Field.Place,
        [SearchFacet.Month] = Field.Month,
        [SearchFacet.Kind] = Field.Kind,
    };

    private readonly ClauseQuery _clauses = new(search.Wanted, search.IsFuzzy);

    /// <summary>The request for the page behind a position.</summary>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="keepAlive">How long the point in time of the position stays.</param>
    public JsonObject Of(SearchPosition? after, string keepAlive)
    {
        var isCounted = search.Limit == 0;
        var body = new JsonObject
        {
            ["query"] = Wanted(after?.Now ?? search.Now.ToUnixTimeMilliseconds()),
            // One more than is shown tells whether there is a page behind.
            ["size"] = isCounted ? 0 : search.Limit + 1,
            ["track_total_hits"] = SearchHits.CountedUpTo + 1,
            ["timeout"] = string.Create(CultureInfo.InvariantCulture, $"{(long)timeout.TotalMilliseconds}ms"),
            ["_source"] = new JsonObject { ["includes"] = new JsonArray(Field.Id, Field.Stream, Field.Seq, Field.Place, Field.Root) },
        };
        if (!isCounted)
            body["sort"] = Sort();
        if (after is not null && !isCounted)
            body["search_after"] = new JsonArray(JsonNode.Parse(after.Rank), after.Message);
        if (after?.Snapshot is { } snapshot)
            body["pit"] = new JsonObject { ["id"] = snapshot, ["keep_alive"] = keepAlive };
        if (!search.WantsFacets)
            return body;
        body["aggregations"] = Facets();
        if (search.Narrowed.Count > 0)
            body["post_filter"] = Query.Filter(Narrowings(null));
        return body;
    }

    private JsonObject Wanted(long now)
    {
        // Counts leave narrowings out, so they come behind them then; else they are as good as any other filter.
        var filters = ScopeQuery.Of(search.Scope).Concat(search.WantsFacets ? [] : Narrowings(null));
        return search.Sort == SearchSort.Newest
            ? Query.Filter(filters.Append(_clauses.FilterOf(search.Wanted)))
            : Raised(Query.All([_clauses.Of(search.Wanted)], filters), now);
    }

    private IEnumerable<JsonObject> Narrowings(SearchFacet? but) => search.Narrowed.Where(n => n.Key != but).Select(n => _clauses.FilterOf(n.Value));

    private JsonObject Raised(JsonObject query, long now)
    {
        var age = new JsonObject { ["origin"] = now, ["scale"] = (long)TimeSpan.FromDays(HalfLifeDays).TotalMilliseconds, ["decay"] = 0.5 };
        var functions = new JsonArray(
            new JsonObject { ["weight"] = 1 },
            new JsonObject { ["exp"] = new JsonObject { [Field.At] = age }, ["weight"] = 1 });
        if (search.Close.Places.Count > 0)
            functions.Add(Close(Field.Place, search.Close.Places.Take(MaxClose).Select(p => p.Value), CloseBy));
        if (search.Close.People.Count > 0)
            functions.Add(Close(Field.Author, search.Close.People.Take(MaxClose).Select(p => p.Value), CloseWith));
        return new JsonObject
        {
            ["function_score"] = new JsonObject { ["query"] = query, ["functions"] = functions, ["score_mode"] = "sum", ["boost_mode"] = "multiply" },
        };
    }

    private static JsonObject Close(string field, IEnumerable<long> values, double weight) => new() { ["filter"] = Query.Terms(field, values), ["weight"] = weight };

    private JsonArray Sort() => new(Descending(search.Sort == SearchSort.Best ? "_score" : Field.At), Descending(Field.Id));

    private static JsonObject Descending(string field) => new() { [field] = new JsonObject { ["order"] = "desc" } };

    private JsonObject Facets()
    {
        var facets = new JsonObject();
        foreach (var (facet, field) in FacetFields)
        {
            facets[facet.ToString()] = new JsonObject
            {
                ["filter"] = Query.Filter(Narrowings(facet)),
                ["aggregations"] = new JsonObject { ["values"] = new JsonObject { ["terms"] = Values(field) } },
            };
        }

        return facets;
    }

    private static JsonObject Values(string field) => new()
    {
        ["field"] = field,
        ["size"] = SearchHits.FacetValues,
        ["shard_size"] = ValuesPerShard,
        ["order"] = new JsonArray(new JsonObject { ["_count"] = "desc" }, new JsonObject { ["_key"] = "desc" }),
    };
}
