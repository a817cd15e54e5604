using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>A seat to be taken.</summary>
/// <param name="User">Who.</param>
/// <param name="Role">Her role.</param>
public sealed record NewSeat(UserId User, SeatRole Role);
