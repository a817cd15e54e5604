using Collab.Domain.People;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Me;

/// <summary>Oneself and one's sidebar.</summary>
internal static class MeRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapMe(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", GetAsync).Describe("getMe", "Tells who one is and in which workspaces.");
        api.MapGet("/places", ListPlacesAsync).Describe("listPlaces", "Lists one's whole sidebar: every channel and chat that one is in, with what is unread.");
    }

    private static async Task<Results<Ok<Domain.People.Me>, ApiProblem>> GetAsync(Caller caller, GetMe getMe, CancellationToken ct) =>
        (await getMe.ExecuteAsync(caller.Actor, ct)).Ok();

    private static async Task<Ok<PlaceListing>> ListPlacesAsync(Caller caller, ListPlaces listPlaces, CancellationToken ct)
    {
        var places = await listPlaces.ExecuteAsync(caller.Actor, ct);
        return TypedResults.Ok(new PlaceListing(places.Items, places.IsPartial));
    }

    /// <summary>One's sidebar.</summary>
    /// <param name="Items">The places.</param>
    /// <param name="IsPartial">True while a part of the stores is away: places may be missing; ask again in a few seconds.</param>
    internal sealed record PlaceListing(IReadOnlyList<PlaceView> Items, bool IsPartial);
}
