using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Messages;

/// <summary>Reading and writing messages.</summary>
internal static class MessageRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/streams/{stream:id}/messages").WithTags("messages");
        messages.MapGet("", ListAsync)
            .Describe("listMessages", "Lists a run of messages, oldest first: the newest, or those before, after or around a number.", 400);
        messages.MapPost("", PostAsync).Describe("postMessage", "Posts a message; the same client key again returns the same message.", 400, 403, 409);
        messages.MapGet("/{seq:id}", GetAsync).Describe("getMessage", "Reads one message.");
        messages.MapPut("/{seq:id}", EditAsync).Describe("editMessage", "Gives one's own message a new text; the old one stays in its history.", 400, 403, 409);
        messages.MapGet("/{seq:id}/edits", ListEditsAsync).Describe("listEdits", "Lists earlier texts of a message, newest first.");
    }

    private static async Task<Results<Ok<MessagePage>, ApiProblem>> ListAsync(
        StreamId stream, long? before, long? after, long? around, int? limit, Caller caller, ListMessages listMessages, CancellationToken ct)
    {
        if (!RangeOf(before, after, around, PageLimit.Clamp(limit)).TryGet(out var range, out var error))
            return Problems.From(error);
        return (await listMessages.ExecuteAsync(new ListMessagesRequest(caller.Actor, stream, range), ct)).Ok();
    }

    private static async Task<Results<Created<MessageView>, ApiProblem>> PostAsync(
        StreamId stream, NewText body, Caller caller, PostMessage postMessage, IIdSource ids, CancellationToken ct) =>
        (await postMessage.ExecuteAsync(new PostMessageRequest(caller.Actor, stream, body.Text, body.KeyOr(ids)), ct)).Created(AddressOf);

    private static async Task<Results<Ok<MessageView>, ApiProblem>> GetAsync(
        StreamId stream, long seq, Caller caller, GetMessage getMessage, CancellationToken ct) =>
        (await getMessage.ExecuteAsync(caller.Actor, stream, seq, ct)).Ok();

    private static async Task<Results<Ok<MessageView>, ApiProblem>> EditAsync(
        StreamId stream, long seq, EditedText body, Caller caller, EditMessage editMessage, CancellationToken ct) =>
        (await editMessage.ExecuteAsync(new EditMessageRequest(caller.Actor, stream, seq, body.Text), ct)).Ok();

    private static async Task<Results<Ok<Listing<MessageEdit>>, ApiProblem>> ListEditsAsync(
        StreamId stream, long seq, Caller caller, ListEdits listEdits, CancellationToken ct) =>
        (await listEdits.ExecuteAsync(caller.Actor, stream, seq, ct)).Ok(edits => new Listing<MessageEdit>(edits));

    /// <summary>Where a message is read.</summary>
    internal static string AddressOf(MessageView message) => $"/streams/{message.Stream}/messages/{message.Seq}";

    private static Result<MessageRange> RangeOf(long? before, long? after, long? around, int limit) =>
        (before, after, around) switch
        {
            (null, null, null) => MessageRange.Newest(limit),
            ({ } anchor, null, null) => MessageRange.Before(anchor, limit),
            (null, { } anchor, null) => MessageRange.After(anchor, limit),
            (null, null, { } anchor) => MessageRange.Around(anchor, limit),
            _ => new Error.Invalid("range.ambiguous", "Give only one of before, after and around.", "before"),
        };
}

/// <summary>A new message.</summary>
/// <param name="Text">Markdown, 1–16,000 characters.</param>
/// <param name="ClientKey">Your own key, 1–40 letters, digits, dashes, underscores: a retry with the same key makes no second message. Made up when left out.</param>
internal sealed record NewText(string? Text, string? ClientKey = null)
{
    /// <summary>The client's key, or one that nobody else has.</summary>
    public string KeyOr(IIdSource ids) => ClientKey ?? ids.Next<MessageId>().ToString();
}

/// <summary>A new text for a message.</summary>
/// <param name="Text">Markdown, 1–16,000 characters.</param>
internal sealed record EditedText(string? Text);
