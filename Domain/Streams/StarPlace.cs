using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Keeps a place at the top of one's sidebar, or no longer; one's other devices are told.</summary>
public sealed class StarPlace(StreamAccess access, IPlaceStore places, IEventBus bus)
{
    /// <summary>Returns the row as it is now.</summary>
    public async Task<Result<PlaceView>> ExecuteAsync(Actor actor, StreamId stream, bool starred, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (StreamRules.RefusePlace(seat) is { } refused)
            return refused;
        if (!(await places.SetStarredAsync(seat, starred, ct)).TryGet(out var place, out error))
            return error;
        await bus.PublishAsync([new PlaceSignal(stream, actor.User, place.Starred, place.MutedUntil)], ct);
        return place;
    }
}
