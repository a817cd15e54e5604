using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Posts a message, or a reply when the stream is a thread.</summary>
public sealed class PostMessage(StreamAccess access, ReferenceFinder references, MessageComposer composer, IMessageStore messages, IRateLimits limits, TimeProvider time)
{
    /// <summary>Returns the stored message; the same client key again returns the same message.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(PostMessageRequest request, CancellationToken ct)
    {
        var entered = await access.EnterAsync(request.Actor, request.Stream, Rights.Post, ct);
        if (!entered.TryGet(out var seat, out var error))
            return error;
        if (request.Confirmation is { } asked && ConfirmationRules.Refusal(seat.Stream, asked.Deadline, time.GetUtcNow()) is { } refusal)
            return refusal;
        if (!limits.Take(request.Actor.User, RateKind.Post).TryGet(out _, out error))
            return error;
        if (!(await references.FindAsync(request.Actor, request.References, ct)).TryGet(out var found, out error))
            return await messages.FindSentAsync(seat, request.ClientKey, ct) is { } sent ? sent : error;
        if (seat.Stream is { Kind: StreamKind.Thread, Parent: { } parent, ParentSeq: { } rootSeq })
            return await ReplyAsync(request, parent, rootSeq, found, ct);
        var typed = new TypedMessage(request.Text, request.ClientKey, request.IsQuiet) { Confirmation = request.Confirmation, Files = request.Files, References = found };
        var composed = await composer.ComposeAsync(seat, typed, ct);
        return composed.TryGet(out var message, out error) ? await messages.PostAsync(seat, message, ct) : error;
    }

    private async Task<Result<MessageView>> ReplyAsync(PostMessageRequest request, StreamId parent, long rootSeq, IReadOnlyList<MessageReference> found, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, parent, Rights.Respond, ct)).TryGet(out var seat, out var error))
            return error;
        var composed = await composer.ComposeAsync(seat, new TypedMessage(request.Text, request.ClientKey, request.IsQuiet) { Files = request.Files, References = found }, ct);
        return composed.TryGet(out var message, out error) ? await messages.ReplyAsync(seat, rootSeq, message, ct) : error;
    }
}

/// <summary>What is posted where by whom.</summary>
/// <param name="Actor">The author.</param>
/// <param name="Stream">A channel, chat or thread.</param>
/// <param name="Text">Markdown, 1–16,000 characters; may be empty with files.</param>
/// <param name="ClientKey">The client's own key, unique per author and stream: a retry with it makes no second message.</param>
/// <param name="IsQuiet">It is sent without notifying: whomever it names, it calls nobody.</param>
public sealed record PostMessageRequest(Actor Actor, StreamId Stream, string? Text, string? ClientKey, bool IsQuiet = false)
{
    /// <summary>That it asks to be confirmed; null when it does not.</summary>
    public ConfirmationRequest? Confirmation { get; init; }

    /// <summary>Files that were uploaded to the place, at most <see cref="Attachment.MaxPerMessage"/>.</summary>
    public IReadOnlyList<WantedFile> Files { get; init; } = [];

    /// <summary>Messages that it forwards or quotes: one, and up to three. With one that is forwarded it needs no words.</summary>
    public IReadOnlyList<MessageReference> References { get; init; } = [];
}
