using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Sync;

/// <summary>Registers a device that is to catch up by <see cref="SyncDevice"/>.</summary>
public sealed class RegisterDevice(IDeviceStore devices, IIdSource ids, TimeProvider time)
{
    /// <summary>The device; <see cref="Error.Conflict"/> when the person has too many.</summary>
    public async Task<Result<Device>> ExecuteAsync(Actor actor, string? name, CancellationToken ct)
    {
        if (!Device.NameOf(name).TryGet(out var kept, out var error))
            return error;
        var now = time.GetUtcNow();
        var device = new Device(ids.Next<DeviceId>(), kept, now, now);
        return (await devices.AddAsync(actor.User, device, ct)).TryGet(out _, out error) ? device : error;
    }
}
