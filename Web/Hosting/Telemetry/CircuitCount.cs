using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Collab.Web.Hosting.Telemetry;

/// <summary>Counts the pages that are connected.</summary>
internal sealed class CircuitCount(CollabMetrics metrics) : CircuitHandler
{
    /// <inheritdoc />
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.Circuits(1);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.Circuits(-1);
        return Task.CompletedTask;
    }
}
