using Collab.Web.Hosting.Draining;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Web.Hubs;

/// <summary>Programs are told to connect to another node.</summary>
internal sealed class HubDrain(IHubContext<EventsHub> hub, HubClients clients) : IDrainParticipant
{
    /// <inheritdoc />
    public int Open => clients.Count;

    /// <inheritdoc />
    public Task AskToLeaveAsync(CancellationToken ct) => hub.Clients.All.SendAsync("draining", ct);
}
