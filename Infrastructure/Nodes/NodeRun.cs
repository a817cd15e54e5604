namespace Collab.Infrastructure.Nodes;

/// <summary>A name for this run of this node: the same node started again has another one.</summary>
internal sealed class NodeRun
{
    /// <summary>32 letters and digits.</summary>
    public string Name { get; } = NewName();

    public static string NewName() => Guid.CreateVersion7().ToString("N");
}
