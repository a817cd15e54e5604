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

    private static async Task<Ok<Listing<PlaceView>>> ListPlacesAsync(Caller caller, ListPlaces listPlaces, CancellationToken ct) =>
        TypedResults.Ok(new Listing<PlaceView>(await listPlaces.ExecuteAsync(caller.Actor, ct)));
}
