using Collab.Domain.Files;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Replies to a message by its number; the first reply makes the thread.</summary>
public sealed class ReplyInThread(StreamAccess access, ReferenceFinder references, MessageComposer composer, IMessageStore messages, IRateLimits limits)
{
    /// <summary>Returns the reply; its stream is the thread.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(ReplyInThreadRequest request, CancellationToken ct)
    {
        var entered = await access.EnterAsync(request.Actor, request.Stream, Rights.Respond, ct);
        if (!entered.TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Kind == StreamKind.Thread)
            return new Error.Invalid("thread.nested", "A reply has no thread of its own: post into the same thread.", "seq");
        if (!limits.Take(request.Actor.User, RateKind.Post).TryGet(out _, out error))
            return error;
        if (!(await references.FindAsync(request.Actor, request.References, ct)).TryGet(out var found, out error))
            return await FindSentAsync(request, seat, ct) is { } sent ? sent : error;
        var composed = await composer.ComposeAsync(seat, new TypedMessage(request.Text, request.ClientKey, request.IsQuiet) { Files = request.Files, References = found }, ct);
        return composed.TryGet(out var message, out error) ? await messages.ReplyAsync(seat, request.RootSeq, message, ct) : error;
    }

    private async Task<MessageView?> FindSentAsync(ReplyInThreadRequest request, Seat seat, CancellationToken ct) =>
        await messages.FindAsync(seat, request.RootSeq, ct) is { Thread: { } thread } && (await access.EnterAsync(request.Actor, thread.Stream, ct)).TryGet(out var inside, out _)
            ? await messages.FindSentAsync(inside, request.ClientKey, ct)
            : null;
}

/// <summary>A reply to a message.</summary>
/// <param name="Actor">The author.</param>
/// <param name="Stream">The stream of the root message.</param>
/// <param name="RootSeq">The root's number there.</param>
/// <param name="Text">Markdown, 1–16,000 characters; may be empty with files.</param>
/// <param name="ClientKey">The client's own key.</param>
/// <param name="IsQuiet">It is sent without notifying: whomever it names, it calls nobody.</param>
public sealed record ReplyInThreadRequest(Actor Actor, StreamId Stream, long RootSeq, string? Text, string? ClientKey, bool IsQuiet = false)
{
    /// <summary>Files that were uploaded to the place, at most <see cref="Attachment.MaxPerMessage"/>.</summary>
    public IReadOnlyList<WantedFile> Files { get; init; } = [];

    /// <summary>Messages that it forwards or quotes: one, and up to three. With one that is forwarded it needs no words.</summary>
    public IReadOnlyList<MessageReference> References { get; init; } = [];
}
