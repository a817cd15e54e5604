namespace Collab.Domain.Nodes;

/// <summary>What a node says of itself; stored by number, so numbers never change.</summary>
public enum NodeState
{
    /// <summary>It takes people.</summary>
    Up = 0,

    /// <summary>It sends its people to other nodes and takes nobody new.</summary>
    Draining = 1,
}
