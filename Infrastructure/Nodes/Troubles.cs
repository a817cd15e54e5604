using System.Collections.Concurrent;

namespace Collab.Infrastructure.Nodes;

/// <summary>What this node cannot reach at the moment; it stands in the registry of nodes for whoever looks after them.</summary>
public sealed class Troubles
{
    /// <summary>The bus between the nodes.</summary>
    public const string Bus = "bus";

    private readonly ConcurrentDictionary<string, byte> _all = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyList<string> All => [.. _all.Keys.Order(StringComparer.Ordinal)];

    /// <summary>True while it cannot be reached.</summary>
    public bool Has(string what) => _all.ContainsKey(what);

    /// <summary>Something cannot be reached. True when that is news.</summary>
    public bool Begin(string what) => _all.TryAdd(what, 0);

    /// <summary>Something can be reached again. True when that is news.</summary>
    public bool End(string what) => _all.TryRemove(what, out _);
}
