using System.Reflection;
using Collab.Domain.Nodes;
using Collab.Web.Hosting.Draining;
using Collab.Web.Hosting.Settings;
using Collab.Web.Hubs;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Collab.Web.Hosting.Nodes;

/// <summary>What a node says of itself.</summary>
internal sealed class NodeFigures(IServer server, CollabOptions options, OpenPages pages, HubClients programs, Drain drain)
{
    private static readonly string Version =
        typeof(NodeFigures).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>As of now.</summary>
    public NodeBeat Read()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var port = address is null ? options.Port : BindingAddress.Parse(address).Port;
        var name = options.NodeName is { Length: > 0 } given ? given : $"{Environment.MachineName}:{port}";
        return new NodeBeat(
            Cut(name, 100), Cut(address ?? "", 200), Cut(Version, 64), drain.HasBegun ? NodeState.Draining : NodeState.Up, pages.Count, programs.Count);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
