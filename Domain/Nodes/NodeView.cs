namespace Collab.Domain.Nodes;

/// <summary>A node as the registry knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Version">The version of Collab that it runs.</param>
/// <param name="Schemas">The newest schemas that it knows: of the directory, and of shards.</param>
/// <param name="State">What it said of itself last.</param>
/// <param name="IsDrainAsked">It was asked to send its people away.</param>
/// <param name="Age">Since when it runs.</param>
/// <param name="Silence">How long ago it was last heard of, by the directory's clock.</param>
/// <param name="Circuits">Pages that are connected to it.</param>
/// <param name="HubClients">Programs that are connected to it.</param>
/// <param name="MapVersion">The shard map that it goes by.</param>
/// <param name="Troubles">What it cannot reach: <c>bus</c>, or a shard by its name.</param>
public sealed record NodeView(
    string Name, string Address, string Version, (long Directory, long Shard) Schemas, NodeState State, bool IsDrainAsked,
    TimeSpan Age, TimeSpan Silence, int Circuits, int HubClients, long MapVersion, IReadOnlyList<string> Troubles)
{
    /// <summary>After so long a silence a node is taken for dead.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>False when nothing was heard of it for too long.</summary>
    public bool IsAlive => Silence < Patience;
}
