using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Saved;

/// <summary>Keeps a message for later, says what was done about it, or keeps it no more. Nobody else learns of it.</summary>
public sealed class SaveMessage(StreamAccess access, IMessageStore messages, ISavedMessages saved, IRateLimits limits, IEventBus bus, TimeProvider time)
{
    /// <summary>Taking it out of the list needs no right to read it: one may have left its place since.</summary>
    public async Task<Result<Done>> ExecuteAsync(SaveMessageRequest request, CancellationToken ct)
    {
        if (!limits.Take(request.Actor.User, RateKind.Change).TryGet(out _, out var error)
            || !(await (request.State is { } state ? SetAsync(request, state, ct) : saved.RemoveAsync(request.Actor.User, request.Stream, request.Seq, ct))).TryGet(out _, out error))
            return error;
        await bus.PublishAsync([new SavedSignal(request.Actor.User, request.Stream, request.Seq, request.State)], ct);
        return Done.Value;
    }

    private async Task<Result<Done>> SetAsync(SaveMessageRequest request, SavedState state, CancellationToken ct)
    {
        if (!Enum.IsDefined(state))
            return new Error.Invalid("saved.state_unknown", "A saved message is in progress, done or archived.", "state");
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        return await messages.FindAsync(seat, request.Seq, ct) is { State: MessageState.Posted, Note: null } message
            ? await saved.SetAsync(request.Actor.User, new SavedMessage(request.Stream, request.Seq, message.Id, state, time.GetUtcNow()), ct)
            : new Error.NotFound();
    }
}

/// <summary>A message to be kept, or not any more.</summary>
/// <param name="Actor">For whom.</param>
/// <param name="Stream">The stream of the message.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="State">What she has done about it; null keeps it no more.</param>
public sealed record SaveMessageRequest(Actor Actor, StreamId Stream, long Seq, SavedState? State);
