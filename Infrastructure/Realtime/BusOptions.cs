namespace Collab.Infrastructure.Realtime;

/// <summary>How nodes tell each other; section <c>Collab:Bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary><c>InProcess</c> for one node, <c>Redis</c> for several.</summary>
    public BusProvider Provider { get; set; } = BusProvider.InProcess;

    /// <summary>Redis' address, e.g. <c>redis:6379</c>.</summary>
    public string? Redis { get; set; }
}
