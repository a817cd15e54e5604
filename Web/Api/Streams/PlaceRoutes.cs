using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Streams;

/// <summary>How one arranges the places of one's own sidebar.</summary>
internal static class PlaceRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapPlaces(this IEndpointRouteBuilder api)
    {
        var stream = api.MapGroup("/streams/{stream:id}").WithTags("places");
        stream.MapPut("/star", StarAsync).Describe("starPlace", "Keeps a place at the top of one's sidebar.", 400, 403);
        stream.MapDelete("/star", UnstarAsync).Describe("unstarPlace", "Puts a place back into its section.", 400, 403);
        stream.MapPut("/mute", MuteAsync).Describe("mutePlace", "Silences a place for oneself, until a time or until one turns it on.", 400, 403);
        stream.MapDelete("/mute", UnmuteAsync).Describe("unmutePlace", "Ends the silence of a place.", 400, 403);
    }

    private static async Task<Results<Ok<PlaceView>, ApiProblem>> StarAsync(StreamId stream, Caller caller, StarPlace star, CancellationToken ct) =>
        (await star.ExecuteAsync(caller.Actor, stream, true, ct)).Ok();

    private static async Task<Results<Ok<PlaceView>, ApiProblem>> UnstarAsync(StreamId stream, Caller caller, StarPlace star, CancellationToken ct) =>
        (await star.ExecuteAsync(caller.Actor, stream, false, ct)).Ok();

    private static async Task<Results<Ok<PlaceView>, ApiProblem>> MuteAsync(StreamId stream, NewMute body, Caller caller, MutePlace mute, CancellationToken ct) =>
        (await mute.ExecuteAsync(caller.Actor, stream, body.Until ?? MutePlace.Forever, ct)).Ok();

    private static async Task<Results<Ok<PlaceView>, ApiProblem>> UnmuteAsync(StreamId stream, Caller caller, MutePlace mute, CancellationToken ct) =>
        (await mute.ExecuteAsync(caller.Actor, stream, null, ct)).Ok();
}

/// <summary>For how long a place is silent.</summary>
/// <param name="Until">When that ends; without it, when one turns it on.</param>
internal sealed record NewMute(DateTimeOffset? Until = null);
