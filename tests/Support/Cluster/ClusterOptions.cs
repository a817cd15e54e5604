using Collab.Support.Servers;

namespace Collab.Support.Cluster;

/// <summary>What a cluster is made of.</summary>
public sealed record ClusterOptions
{
    public int Nodes { get; init; } = 2;

    /// <summary>How many people, beside the owner, can sign in with a token.</summary>
    public int People { get; init; } = 100;

    /// <summary>The program that nodes run at first, where it is not the one that was built with these tests.</summary>
    public string? Program { get; init; }

    /// <summary>Wires between each node and its stores, to be held and cut.</summary>
    public bool HasWires { get; init; }

    /// <summary>A network of its own for each node, between it and its wires.</summary>
    public bool HasNetworks { get; init; }

    /// <summary>Settings and environment of all nodes, beyond those of a cluster.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings and environment of one node more, by its index.</summary>
    public Func<int, IReadOnlyDictionary<string, string>> Special { get; init; } = _ => new Dictionary<string, string>();

    public MariaDbOptions Database { get; init; } = new();

    /// <summary>The second server, where it differs.</summary>
    public MariaDbOptions? SecondDatabase { get; init; }

    /// <summary>
    /// Instead of servers: one node with everything in its data folder, on a disk of so many megabytes. Null for servers.
    /// </summary>
    public int? EmbeddedMegabytes { get; init; }
}
