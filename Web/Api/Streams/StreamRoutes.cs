using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Streams;

/// <summary>Streams (channels, chats, threads): reading their heads, opening chats, coming and going.</summary>
internal static class StreamRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapStreams(this IEndpointRouteBuilder api)
    {
        api.MapPost("/chats", OpenChatAsync).WithTags("streams").Describe("openChat", "Opens the chat of exactly these people: the one they have, or a new one.", 400);
        var stream = api.MapGroup("/streams/{stream:id}").WithTags("streams");
        stream.MapGet("", GetAsync).Describe("getStream", "Reads a channel, chat or thread: name, topic, newest number, version.");
        stream.MapPost("/join", JoinAsync).Describe("joinChannel", "Takes a seat in a public channel; joining twice is joining once.", 403, 409);
        stream.MapPost("/leave", LeaveAsync).Describe("leaveStream", "Gives up one's seat in a channel or group chat.", 403, 409);
    }

    private static async Task<Results<Ok<PlaceView>, ApiProblem>> OpenChatAsync(NewChat body, Caller caller, OpenChat openChat, CancellationToken ct) =>
        (await openChat.ExecuteAsync(new OpenChatRequest(caller.Actor, body.With), ct)).Ok();

    private static async Task<Results<Ok<StreamView>, ApiProblem>> GetAsync(StreamId stream, Caller caller, GetStream getStream, CancellationToken ct) =>
        (await getStream.ExecuteAsync(caller.Actor, stream, ct)).Ok();

    private static async Task<Results<Ok<PlaceView>, ApiProblem>> JoinAsync(StreamId stream, Caller caller, JoinChannel join, CancellationToken ct) =>
        (await join.ExecuteAsync(caller.Actor, stream, ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> LeaveAsync(StreamId stream, Caller caller, LeaveChannel leave, CancellationToken ct) =>
        (await leave.ExecuteAsync(caller.Actor, stream, ct)).NoContent();
}

/// <summary>Whom one wants to talk to.</summary>
/// <param name="With">The others; empty for notes to oneself.</param>
internal sealed record NewChat(IReadOnlyList<UserId> With);
