using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Collab.Web.Realtime;

/// <summary>Tells the circuit's link whether the page can be reached.</summary>
internal sealed class CircuitConnection(CircuitLink link) : CircuitHandler
{
    /// <inheritdoc />
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        link.SetReachable(true);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        link.SetReachable(false);
        return Task.CompletedTask;
    }
}
