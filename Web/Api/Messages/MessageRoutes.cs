using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.References;
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
            .Describe("listMessages", "Lists a run of messages, oldest first: the newest, or those before, after or around a number, or since an instant.", 400);
        messages.MapPost("", PostAsync).Describe("postMessage", "Posts a message; the same client key again returns the same message.", 400, 403, 409);
        messages.MapPost("/preview", PreviewAsync).Describe("previewMessage", "Says how many people a text would call by @channel, @here, a group or by asking to be confirmed, before it is posted.");
        messages.MapGet("/{seq:id}", GetAsync).Describe("getMessage", "Reads one message.");
        messages.MapPut("/{seq:id}", EditAsync).Describe("editMessage", "Gives one's own message a new text; the old one stays in its history.", 400, 403, 409);
        messages.MapGet("/{seq:id}/edits", ListEditsAsync).Describe("listEdits", "Lists earlier texts of a message, newest first.");
    }

    private static async Task<Results<Ok<MessagePage>, ApiProblem>> ListAsync(
        StreamId stream, long? before, long? after, long? around, DateTimeOffset? since, int? limit, Caller caller, ListMessages listMessages, FindSince findSince,
        CancellationToken ct)
    {
        var wanted = new WantedRange(before, after, around, since, limit);
        if (!(await wanted.ToRangeAsync(instant => findSince.ExecuteAsync(caller.Actor, stream, instant, ct))).TryGet(out var range, out var error))
            return Problems.From(error);
        return (await listMessages.ExecuteAsync(new ListMessagesRequest(caller.Actor, stream, range), ct)).Ok();
    }

    private static async Task<Results<Created<MessageView>, ApiProblem>> PostAsync(
        StreamId stream, NewText body, Caller caller, PostMessage postMessage, IIdSource ids, CancellationToken ct) =>
        (await postMessage.ExecuteAsync(new PostMessageRequest(caller.Actor, stream, body.Text, body.KeyOr(ids), body.Quiet) { Confirmation = body.Confirmation?.ToRequest(), Files = body.Files ?? [], References = body.References ?? [] }, ct)).Created(AddressOf);

    private static async Task<Results<Ok<CalledPeople>, ApiProblem>> PreviewAsync(
        StreamId stream, PreviewedText body, Caller caller, PreviewCall preview, CancellationToken ct) =>
        (await preview.ExecuteAsync(caller.Actor, stream, body.Text, body.AsksConfirmation, ct)).Ok(CalledPeople.Of);

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
}

/// <summary>A new message.</summary>
/// <param name="Text">Markdown, 1–16,000 characters; may be empty with files or a forwarded message.</param>
/// <param name="ClientKey">Your own key, 1–40 letters, digits, dashes, underscores: a retry with the same key makes no second message. Made up when left out.</param>
/// <param name="Quiet">Sent without notifying: whomever it names, it calls nobody.</param>
/// <param name="Confirmation">Asks everybody in the place to confirm it; left out when it does not. Not for replies in threads.</param>
/// <param name="Files">Files that were uploaded to the place, at most 10.</param>
/// <param name="References">Messages that it forwards (one; then it needs no text) or quotes (up to three). You must be able to read them now.</param>
internal sealed record NewText(
    string? Text, string? ClientKey = null, bool Quiet = false, WantedConfirmation? Confirmation = null, IReadOnlyList<WantedFile>? Files = null, IReadOnlyList<MessageReference>? References = null)
{
    /// <summary>The client's key, or one that nobody else has.</summary>
    public string KeyOr(IIdSource ids) => ClientKey ?? ids.Next<MessageId>().ToString();
}

/// <summary>A new text for a message.</summary>
/// <param name="Text">Markdown, 1–16,000 characters.</param>
internal sealed record EditedText(string? Text);

/// <summary>Asks everybody in a place to confirm a message.</summary>
/// <param name="Deadline">Until when, at most a year away; left out when it does not matter.</param>
internal sealed record WantedConfirmation(DateTimeOffset? Deadline = null)
{
    /// <summary>The form for the use case.</summary>
    public ConfirmationRequest ToRequest() => new(Deadline);
}

/// <summary>A text before it is posted.</summary>
/// <param name="Text">Markdown, 1–16,000 characters.</param>
/// <param name="AsksConfirmation">It would ask everybody to confirm it.</param>
internal sealed record PreviewedText(string? Text, bool AsksConfirmation = false);

/// <summary>Whom a text would call.</summary>
/// <param name="People">How many besides oneself, by @channel, @here and groups; 0 when few enough not to ask about.</param>
/// <param name="Online">How many of them are online, or were in the last five minutes; left out when it would be refused.</param>
/// <param name="Zones">In how many time zones they are, as far as is known.</param>
/// <param name="AtNight">For how many of them it is night, about.</param>
/// <param name="Refusal">Why it would be refused; left out when it would not.</param>
/// <param name="Among">With @here: among how many the people are who are online; left out otherwise.</param>
internal sealed record CalledPeople(int People, int? Online, int Zones, int AtNight, string? Refusal, int? Among)
{
    /// <summary>The form for programs.</summary>
    public static CalledPeople Of(CallPreview preview) => new(preview.People, preview.Online, preview.Zones, preview.AtNight, preview.Refusal?.Message, preview.Among);
}
