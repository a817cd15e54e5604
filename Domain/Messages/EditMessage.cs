using Collab.Domain.Edits;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Gives one's own message a new text; the old one stays in its history.</summary>
public sealed class EditMessage(StreamAccess access, MessageComposer composer, IMessageStore messages, IEditPolicies policies, IRateLimits limits, TimeProvider time)
{
    /// <summary>Returns the message as it is now.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(EditMessageRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        var message = await messages.FindAsync(seat, request.Seq, ct);
        if (message is not { State: MessageState.Posted, Note: null })
            return new Error.NotFound();
        if (message.Author != request.Actor.User)
            return new Error.Forbidden("message.not_yours", "Only its author can edit a message.");
        if (!seat.Allows(Rights.Respond) && !seat.Allows(Rights.Post))
            return StreamRules.Refusal(seat, Rights.Respond);
        var window = (await policies.FindAsync(seat.Stream.Organization, ct)).For(seat.Stream.Workspace).Window;
        if (EditRules.Refusal(window, message.PostedAt, time.GetUtcNow()) is { } refusal)
            return refusal;
        if (!limits.Take(request.Actor.User, RateKind.Change).TryGet(out _, out error))
            return error;
        var audience = await AudienceAsync(seat, ct);
        var typed = new TypedMessage(request.Text, message.ClientKey, message.Broadcast == Broadcast.Silent) { Before = message.Broadcast, Confirmation = message.Confirmation, KeepsMore = message.Attachments.Count > 0 || message.References.Contains(ReferenceKind.Forward) };
        var composed = await composer.ComposeAsync(audience, typed, ct);
        if (!composed.TryGet(out var edited, out error))
            return error;
        return edited.Text == message.Text ? message : await messages.EditAsync(seat, request.Seq, edited with { Window = window }, ct);
    }

    private async Task<Seat> AudienceAsync(Seat seat, CancellationToken ct)
    {
        if (seat.Stream.Parent is not { } parent)
            return seat;
        return (await access.EnterAsync(seat.Actor, parent, ct)).TryGet(out var above, out _) ? above : seat;
    }
}

/// <summary>A new text for a message.</summary>
/// <param name="Actor">Its author.</param>
/// <param name="Stream">Where it is.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Text">The new Markdown.</param>
public sealed record EditMessageRequest(Actor Actor, StreamId Stream, long Seq, string? Text);
