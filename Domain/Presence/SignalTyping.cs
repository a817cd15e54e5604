using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Presence;

/// <summary>Tells a small stream that one is typing; in a large one it does nothing.</summary>
public sealed class SignalTyping(StreamAccess access, IEventBus bus)
{
    /// <summary>Clients call this at most every three seconds.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, Rights.Post, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.MemberCount <= StreamRules.MaxMembersForTyping)
            await bus.PublishAsync([new TypingSignal(stream, actor.User)], ct);
        return Done.Value;
    }
}
