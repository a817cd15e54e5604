using System.Text.Json.Nodes;
using Collab.Domain.Search;
using Collab.Search.Elasticsearch.Layout;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>What a person may read, as filters that stand before everything.</summary>
internal static class ScopeQuery
{
    public static IEnumerable<JsonObject> Of(SearchScope scope)
    {
        yield return Query.Term(Field.Organization, scope.Organization.Value);
        if (scope.IsWhole)
            yield break;
        var ways = new List<JsonObject>();
        if (scope.Places.Count > 0)
            ways.Add(Query.Terms(Field.Place, scope.Places.Select(p => p.Value)));
        if (scope.OpenIn.Count > 0)
            ways.Add(Query.Filter(Query.Term(Field.IsOpen, true), Query.Terms(Field.Workspace, scope.OpenIn.Select(w => w.Value))));
        yield return ways.Count switch { 0 => Query.Nothing(), 1 => ways[0], _ => Query.Any(ways) };
    }
}
