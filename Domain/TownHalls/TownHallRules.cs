using Collab.Domain.Streams;

namespace Collab.Domain.TownHalls;

/// <summary>From how many viewers on a place is a town hall. It stays one until a fifth of them has gone, so that it does not flap.</summary>
/// <param name="Viewers">How many it takes.</param>
public sealed record TownHallRules(int Viewers)
{
    /// <summary>So many when nothing is set.</summary>
    public const int DefaultViewers = 1000;

    /// <summary>Whether a place is one now.</summary>
    /// <param name="viewers">How many there are.</param>
    /// <param name="wasOne">Whether it was one when it was last asked.</param>
    public bool IsOne(int viewers, bool wasOne) => viewers >= (wasOne ? Viewers - (Viewers / 5) : Viewers);

    /// <summary>Whether somebody speaks in a channel that can be a town hall: its managers, and those selected to post.</summary>
    public bool IsHost(Seat seat) =>
        seat.Stream.Kind == StreamKind.Channel && seat.Stream.MemberCount >= Viewers
        && (seat.Allows(Rights.Manage) || seat.Membership is { Role: SeatRole.Manager or SeatRole.Poster });
}
