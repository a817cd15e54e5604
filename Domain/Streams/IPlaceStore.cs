using Collab.Domain.Shared;

namespace Collab.Domain.Streams;

/// <summary>How people arrange the places of their sidebars.</summary>
public interface IPlaceStore
{
    /// <summary>Stars the actor's place, or no longer; not found when she has left. Returns how the place stands.</summary>
    Task<Result<PlaceView>> SetStarredAsync(Seat seat, bool starred, CancellationToken ct);

    /// <summary>Silences the actor's place until an instant, or no longer (null); not found when she has left.</summary>
    Task<Result<PlaceView>> SetMutedAsync(Seat seat, DateTimeOffset? until, CancellationToken ct);
}
