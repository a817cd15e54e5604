using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Silences a place of one's own sidebar for a while, until one turns it on, or no longer; one's other devices are told.</summary>
public sealed class MutePlace(StreamAccess access, IPlaceStore places, IEventBus bus, TimeProvider time)
{
    /// <summary>The end of a silence that has none: until one turns it on.</summary>
    public static readonly DateTimeOffset Forever = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns the row as it is now.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="stream">Which place.</param>
    /// <param name="until">When it ends: an instant to come, at most <see cref="Forever"/>; null ends it now.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<PlaceView>> ExecuteAsync(Actor actor, StreamId stream, DateTimeOffset? until, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (StreamRules.RefusePlace(seat) is { } refused)
            return refused;
        if (until <= time.GetUtcNow())
            return new Error.Invalid("place.mute_is_over", "A place can be muted until a time to come.", "until");
        if (!(await places.SetMutedAsync(seat, until > Forever ? Forever : until, ct)).TryGet(out var place, out error))
            return error;
        await bus.PublishAsync([new PlaceSignal(stream, actor.User, place.Starred, place.MutedUntil)], ct);
        return place;
    }
}
