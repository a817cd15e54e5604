using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Sync;

/// <summary>Forgets one of one's devices: its cursors lead nowhere from then on.</summary>
public sealed class ForgetDevice(IDeviceStore devices)
{
    /// <summary><see cref="Error.NotFound"/> when it is not one's own.</summary>
    public Task<Result<Done>> ExecuteAsync(Actor actor, DeviceId device, CancellationToken ct) => devices.RemoveAsync(actor.User, device, ct);
}
