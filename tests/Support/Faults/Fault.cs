namespace Collab.Support.Faults;

/// <summary>Something that goes wrong, and is mended. What must hold all the while is the same for all of them.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="number">Its number in the list of faults.</param>
/// <param name="summary">What happens, in a few words.</param>
public abstract class Fault(string name, int number, string summary)
{
    public string Name => name;

    public int Number => number;

    public string Summary => summary;

    /// <summary>Belongs to the short form that runs with every build.</summary>
    public virtual bool IsInShortForm => false;

    /// <summary>What it needs of a cluster, beyond two nodes, two databases and Redis.</summary>
    public virtual FaultNeeds Needs => FaultNeeds.Any;

    /// <summary>Within which time all must be live again after it is mended.</summary>
    public virtual TimeSpan Recovery => TimeSpan.FromSeconds(10);

    /// <summary>Why it cannot be done on this machine; null when it can.</summary>
    public virtual string? Obstacle => null;

    /// <summary>Does the damage and mends it again. What it finds out beside the invariants goes into the scene's notes.</summary>
    public abstract Task RunAsync(FaultScene scene, CancellationToken ct);

    /// <summary>What must hold beside the invariants, looked at when all is quiet.</summary>
    public virtual Task CheckAsync(FaultScene scene, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>Kinds of clusters that faults need.</summary>
public enum FaultNeeds
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>The second node's clock can be set.</summary>
    Clock,

    /// <summary>The nodes may use little memory.</summary>
    LittleMemory,

    /// <summary>Each node has a network of its own.</summary>
    Network,

    /// <summary>The second database server has a small disk of its own.</summary>
    DatabaseDisk,

    /// <summary>People who have nothing to do with the crowd (<see cref="AllReconnect.Herd"/>).</summary>
    Herd,

    /// <summary>Nodes run an older version at first (<see cref="Servers.WebProgram.Older"/>).</summary>
    OlderProgram,

    /// <summary>No servers: one node with everything in a data folder on a small disk.</summary>
    DataFolder,
}
