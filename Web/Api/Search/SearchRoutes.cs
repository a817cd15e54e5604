using Collab.Domain.Search;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Search;

/// <summary>Search.</summary>
internal static class SearchRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        var search = api.MapGroup("/search").WithTags("search");
        search.MapGet("/messages", SearchAsync).Describe(
            "searchMessages", "Searches the messages that one may read, by words, phrases and operators such as from: in: before: has:.", 400, 404, 503);
    }

    private static async Task<Results<Ok<SearchAnswer>, ApiProblem>> SearchAsync(
        string q, WorkspaceId? workspace, Choice<SearchSort>? sort, string? cursor, int? limit, string? zone, bool? facets, Caller caller, SearchMessages search, CancellationToken ct)
    {
        if (!FindZone(zone).TryGet(out var days, out var error))
            return Problems.From(error);
        var request = new SearchMessagesRequest(caller.Actor, q)
        {
            Within = workspace,
            Sort = sort?.Value ?? SearchSort.Best,
            Cursor = cursor,
            Limit = limit is { } most ? Math.Clamp(most, 1, IndexSearch.MaxLimit) : null,
            Zone = days,
            WantsFacets = facets == true,
        };
        var found = await search.ExecuteAsync(request, ct);
        return found.TryGet(out var page, out error) ? TypedResults.Ok(SearchAnswer.Of(page)) : Problems.From(error);
    }

    /// <summary>The zone of a name; UTC for none.</summary>
    public static Result<TimeZoneInfo> FindZone(string? zone) =>
        string.IsNullOrEmpty(zone) ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found
        : new Error.Invalid("zone.unknown", $"There is no time zone “{zone}”. Use a name of the IANA list, such as Europe/Berlin.", "zone");
}
