using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Nodes;

/// <summary>Has a node send its people to other nodes and take nobody new, or ends that. It keeps running either way.</summary>
public sealed class DrainNode(INodeRegistry nodes, AuditTrail audit)
{
    /// <summary>Takes effect within seconds.</summary>
    public Task<Result<Done>> ExecuteAsync(Actor actor, string name, bool isWanted, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return Task.FromResult<Result<Done>>(new Error.NotFound());
        var entry = audit.Entry(actor, isWanted ? AuditActs.NodeDrained : AuditActs.NodeUndrained, $"node:{name}");
        return nodes.AskToDrainAsync(name, isWanted, entry, ct);
    }
}
