namespace Collab.Domain.Nodes;

/// <summary>A sign of life, with what the node says of itself.</summary>
/// <param name="Name">Its name, one of its own among the nodes.</param>
/// <param name="Address">Where it listens, for people who look after it.</param>
/// <param name="Version">The version of Collab that it runs.</param>
/// <param name="State">Whether it takes people.</param>
/// <param name="Circuits">Pages that are connected to it.</param>
/// <param name="HubClients">Programs that are connected to it.</param>
public sealed record NodeBeat(string Name, string Address, string Version, NodeState State, int Circuits, int HubClients);
