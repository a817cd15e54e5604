using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Gives up one's seat in a channel or group chat.</summary>
public sealed class LeaveChannel(StreamAccess access, ISeatStore seats)
{
    /// <summary>Leaving what one is not in is "not found"; the last manager is asked to name another first.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (!seat.IsMember)
            return new Error.NotFound();
        if (seat.Stream.Kind == StreamKind.Direct)
            return new Error.Conflict("stream.direct_cannot_be_left", "A chat of two cannot be left. You can mute it.");
        if (seat.Stream.Visibility == ChannelVisibility.OrgWide)
            return new Error.Conflict("stream.org_wide_cannot_be_left", "Everybody is in this channel. You can mute it.");
        return (await seats.RemoveAsync(seat, actor.User, null, ct)).TryGet(out _, out error) ? Done.Value : error;
    }
}
