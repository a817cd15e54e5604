using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Pins;

/// <summary>That a message is pinned to its place.</summary>
/// <param name="By">Who pinned it.</param>
/// <param name="At">When.</param>
public sealed record PinView(UserId By, DateTimeOffset At)
{
    /// <summary>Most pins of one place.</summary>
    public const int MaxPerPlace = 100;
}
