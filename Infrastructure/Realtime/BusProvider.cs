namespace Collab.Infrastructure.Realtime;

/// <summary>The kinds of bus.</summary>
public enum BusProvider
{
    /// <summary>Inside one process.</summary>
    InProcess,

    /// <summary>Redis publish/subscribe.</summary>
    Redis,
}
