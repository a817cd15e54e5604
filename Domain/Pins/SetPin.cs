using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Pins;

/// <summary>Pins a message to its place for everybody, or takes the pin away. Whoever may post there may do so.</summary>
public sealed class SetPin(StreamAccess access, IMessageStore messages, IPinStore pins, IRateLimits limits)
{
    /// <summary>Returns the message as it is now.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(SetPinRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Kind == StreamKind.Thread)
            return new Error.Invalid("pin.thread", "Replies are not pinned. Pin the message that began the thread.", "seq");
        if (!seat.Allows(Rights.Post))
            return StreamRules.Refusal(seat, Rights.Post);
        if (!await messages.ShowsAsync(seat, request.Seq, ct))
            return new Error.NotFound();
        return limits.Take(request.Actor.User, RateKind.Change).TryGet(out _, out error)
            ? await pins.SetAsync(seat, request.Seq, request.IsPinned, ct)
            : error;
    }
}

/// <summary>A pin.</summary>
/// <param name="Actor">Who pins.</param>
/// <param name="Stream">The channel or chat.</param>
/// <param name="Seq">The message's number there.</param>
/// <param name="IsPinned">True pins it, false takes the pin away.</param>
public sealed record SetPinRequest(Actor Actor, StreamId Stream, long Seq, bool IsPinned);
