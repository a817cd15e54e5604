using Collab.Domain.TownHalls;

namespace Collab.Infrastructure.TownHalls;

/// <summary>When a place is a town hall; section <c>Collab:TownHall</c>.</summary>
public sealed class TownHallOptions
{
    /// <summary>From so many viewers on.</summary>
    public int Viewers { get; set; } = TownHallRules.DefaultViewers;
}
