using Collab.Infrastructure.Presence;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Nodes;

/// <summary>
/// Takes the people of dead nodes off the presence board as soon as the registry knows. Only of nodes that were in the
/// registry: one that could not enter itself is left to the board's own time to live.
/// </summary>
internal sealed class DeadNodes(NodeRegistry registry, PresenceBoard presence, TimeProvider time, ILogger<DeadNodes> log)
    : PeriodicWorker(TimeSpan.FromSeconds(5), time, log)
{
    private HashSet<string> _known = [];

    /// <summary>Returns how many runs are over since the last round.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var runs = await registry.RunsAsync(ct);
        string[] over = [.. _known.Where(run => !runs.GetValueOrDefault(run))];
        _known = [.. runs.Where(run => run.Value).Select(run => run.Key)];
        presence.Forget(over);
        return over.Length;
    }
}
