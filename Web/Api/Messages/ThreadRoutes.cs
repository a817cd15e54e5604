using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Messages;

/// <summary>Replying in threads; a thread is a stream, so reading it is reading messages.</summary>
internal static class ThreadRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapThreads(this IEndpointRouteBuilder api) =>
        api.MapPost("/streams/{stream:id}/messages/{seq:id}/replies", ReplyAsync).WithTags("messages")
            .Describe("replyInThread", "Replies to a message; the first reply makes the thread, whose stream the reply names.", 400, 403, 409);

    private static async Task<Results<Created<MessageView>, ApiProblem>> ReplyAsync(
        StreamId stream, long seq, NewText body, Caller caller, ReplyInThread reply, IIdSource ids, CancellationToken ct) =>
        (await reply.ExecuteAsync(new ReplyInThreadRequest(caller.Actor, stream, seq, body.Text, body.KeyOr(ids), body.Quiet) { Files = body.Files ?? [], References = body.References ?? [] }, ct)).Created(MessageRoutes.AddressOf);
}
