using Collab.Domain.Shared;

namespace Collab.Domain.Sync;

/// <summary>Lists one's own devices.</summary>
public sealed class ListDevices(IDeviceStore devices)
{
    /// <summary>The one seen last first.</summary>
    public Task<IReadOnlyList<Device>> ExecuteAsync(Actor actor, CancellationToken ct) => devices.ListAsync(actor.User, ct);
}
