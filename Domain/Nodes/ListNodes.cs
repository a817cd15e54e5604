using Collab.Domain.Shared;

namespace Collab.Domain.Nodes;

/// <summary>Lists the nodes, for those who run the organization; nobody else learns that there are any.</summary>
public sealed class ListNodes(INodeRegistry nodes)
{
    /// <summary>By name.</summary>
    public async Task<Result<IReadOnlyList<NodeView>>> ExecuteAsync(Actor actor, CancellationToken ct) =>
        actor.IsOrganizationAdmin ? Result.Of(await nodes.ListAsync(ct)) : new Error.NotFound();
}
