using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Reactions;

/// <summary>Reactions to messages.</summary>
internal static class ReactionRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapReactions(this IEndpointRouteBuilder api)
    {
        var reactions = api.MapGroup("/streams/{stream:id}/messages/{seq:id}/reactions/{emoji}").WithTags("reactions");
        reactions.MapGet("", ListAsync).Describe("listReactors", "Lists who reacted with an emoji (Unicode), by id; with a query, those whose name, handle or title fits.", 400);
        reactions.MapPut("", GiveAsync).Describe("giveReaction", "Reacts with an emoji or its shortcode; twice is once.", 400, 403, 409);
        reactions.MapDelete("", TakeBackAsync).Describe("takeBackReaction", "Takes one's own reaction back.", 400, 403, 409);
    }

    private static async Task<Results<Ok<Page<UserId>>, ApiProblem>> ListAsync(
        StreamId stream, long seq, string emoji, string? query, string? cursor, int? limit, Caller caller, ListReactors listReactors, CancellationToken ct) =>
        (await listReactors.ExecuteAsync(new ListReactorsRequest(caller.Actor, stream, seq, emoji, cursor, limit, query), ct)).Ok();

    private static Task<Results<Ok<MessageView>, ApiProblem>> GiveAsync(
        StreamId stream, long seq, string emoji, Caller caller, SetReaction setReaction, CancellationToken ct) =>
        SetAsync(new SetReactionRequest(caller.Actor, stream, seq, emoji, true), setReaction, ct);

    private static Task<Results<Ok<MessageView>, ApiProblem>> TakeBackAsync(
        StreamId stream, long seq, string emoji, Caller caller, SetReaction setReaction, CancellationToken ct) =>
        SetAsync(new SetReactionRequest(caller.Actor, stream, seq, emoji, false), setReaction, ct);

    private static async Task<Results<Ok<MessageView>, ApiProblem>> SetAsync(SetReactionRequest request, SetReaction setReaction, CancellationToken ct) =>
        (await setReaction.ExecuteAsync(request, ct)).Ok();
}
