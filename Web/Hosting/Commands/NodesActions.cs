using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>nodes</c> does.</summary>
internal static class NodesActions
{
    /// <summary>A line for each node.</summary>
    public static async Task<int> ListAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var nodes = await services.GetRequiredService<INodeRegistry>().ListAsync(ct);
        if (nodes.Count == 0)
            await output.WriteLineAsync("No node runs.");
        foreach (var node in nodes)
            await output.WriteLineAsync(Line(node));
        return 0;
    }

    /// <summary>Asks a node to drain, or no longer.</summary>
    public static async Task<int> DrainAsync(IServiceProvider services, string name, bool isWanted, TextWriter output, CancellationToken ct)
    {
        var nodes = services.GetRequiredService<INodeRegistry>();
        await services.GetRequiredService<StorageOpening>().OpenAsync(ct);
        var entry = await OperatorAudit.EntryAsync(services, isWanted ? AuditActs.NodeDrained : AuditActs.NodeUndrained, $"node:{name}", ct);
        if (!(await nodes.AskToDrainAsync(name, isWanted, entry, ct)).IsOk)
            throw new SettingsException($"There is no node {name}. ./dev nodes lists them.");
        await output.WriteLineAsync(isWanted ? $"{name} drains within seconds, and keeps running." : $"{name} takes people again within seconds.");
        return 0;
    }

    private static string Line(NodeView node)
    {
        var trouble = node.IsAlive && node.Troubles.Count > 0 ? $"  cannot reach: {string.Join(", ", node.Troubles)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{node.Name,-24} {StateOf(node),-13} {node.Circuits,6} pages {node.HubClients,6} programs  version {node.Version}, schemas {node.Schemas.Directory} and {node.Schemas.Shard}, "
            + $"map {node.MapVersion}, up {Say(node.Age)}, heard of {Say(node.Silence)} ago  {node.Address}{trouble}");
    }

    private static string StateOf(NodeView node) =>
        !node.IsAlive ? "not answering" : node.State == NodeState.Draining ? "draining" : node.IsDrainAsked ? "to drain" : "up";

    private static string Say(TimeSpan time) => time.TotalSeconds < 90 ? $"{(int)time.TotalSeconds} s" : time.TotalMinutes < 90 ? $"{(int)time.TotalMinutes} min" : $"{(int)time.TotalHours} h";
}
