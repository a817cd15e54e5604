using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Pins;

/// <summary>What is pinned to places.</summary>
internal static class PinRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapPins(this IEndpointRouteBuilder api)
    {
        api.MapGet("/streams/{stream:id}/pins", ListAsync).WithTags("pins").Describe("listPins", "Lists the messages that are pinned to a place, the last pinned first; at most 100.");
        var pin = api.MapGroup("/streams/{stream:id}/messages/{seq:id}/pin").WithTags("pins");
        pin.MapPut("", (StreamId stream, long seq, Caller caller, SetPin set, CancellationToken ct) => SetAsync(new SetPinRequest(caller.Actor, stream, seq, true), set, ct))
            .Describe("pinMessage", "Pins a message to its place for everybody; twice is once.", 400, 403, 409);
        pin.MapDelete("", (StreamId stream, long seq, Caller caller, SetPin set, CancellationToken ct) => SetAsync(new SetPinRequest(caller.Actor, stream, seq, false), set, ct))
            .Describe("unpinMessage", "Takes the pin away.", 400, 403, 409);
    }

    private static async Task<Results<Ok<Listing<MessageView>>, ApiProblem>> ListAsync(StreamId stream, Caller caller, ListPins listPins, CancellationToken ct) =>
        (await listPins.ExecuteAsync(caller.Actor, stream, ct)).Ok(pinned => new Listing<MessageView>(pinned));

    private static async Task<Results<Ok<MessageView>, ApiProblem>> SetAsync(SetPinRequest request, SetPin set, CancellationToken ct) => (await set.ExecuteAsync(request, ct)).Ok();
}
