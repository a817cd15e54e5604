using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Presence;

/// <summary>Telling others that one is about to say something.</summary>
internal static class PresenceRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapPresence(this IEndpointRouteBuilder api) =>
        api.MapPost("/streams/{stream:id}/typing", TypingAsync).WithTags("presence").WithMetadata(new CountsAsRead())
            .Describe("signalTyping", "Tells a small stream that one is typing; call it at most every three seconds.", 403, 409);

    private static async Task<Results<NoContent, ApiProblem>> TypingAsync(StreamId stream, Caller caller, SignalTyping typing, CancellationToken ct) =>
        (await typing.ExecuteAsync(caller.Actor, stream, ct)).NoContent();
}
