using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Presence;

/// <summary>Who is there, and telling others that one is about to say something.</summary>
internal static class PresenceRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapPresence(this IEndpointRouteBuilder api)
    {
        api.MapGet("/people/presence", ListAsync).WithTags("presence")
            .Describe("listPresence", "Tells how people can be reached, at most 200 at once (person, as often as needed); those whom one may not know of are passed over.", 400);
        api.MapGet("/streams/{stream:id}/online", CountAsync).WithTags("presence")
            .Describe("countOnline", "Counts who of a stream is connected.");
        api.MapPost("/streams/{stream:id}/typing", TypingAsync).WithTags("presence").WithMetadata(new CountsAsRead())
            .Describe("signalTyping", "Tells a small stream that one is typing; call it at most every three seconds.", 403, 409);
    }

    private static async Task<Results<Ok<Listing<PresenceLook>>, ApiProblem>> ListAsync(UserId[] person, Caller caller, ListPresence list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, person, ct)).Ok(looks => new Listing<PresenceLook>(looks));

    private static async Task<Results<Ok<OnlineCount>, ApiProblem>> CountAsync(StreamId stream, Caller caller, CountOnline count, CancellationToken ct) =>
        (await count.ExecuteAsync(caller.Actor, stream, ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> TypingAsync(StreamId stream, Caller caller, SignalTyping typing, CancellationToken ct) =>
        (await typing.ExecuteAsync(caller.Actor, stream, ct)).NoContent();
}
