using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Nodes;

/// <summary>Which nodes there are. Times are the directory's: the clocks of nodes do not matter.</summary>
public interface INodeRegistry
{
    /// <summary>This node lives; returns whether it was asked to drain. Rows of nodes that have long been silent go.</summary>
    Task<bool> BeatAsync(NodeBeat beat, CancellationToken ct);

    /// <summary>This node ends in good order: its row goes at once.</summary>
    Task LeaveAsync(CancellationToken ct);

    /// <summary>The nodes by name, at most 200: there are no more than 64 at a time, and the dead go after an hour.</summary>
    Task<IReadOnlyList<NodeView>> ListAsync(CancellationToken ct);

    /// <summary>Asks a node to drain, or no longer. It hears of it with its next sign of life. Not found: no such node.</summary>
    Task<Result<Done>> AskToDrainAsync(string name, bool isWanted, AuditEntry? entry, CancellationToken ct);
}
