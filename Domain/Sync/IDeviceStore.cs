using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Sync;

/// <summary>People's devices and how far each has caught up, in the bucket of the person.</summary>
public interface IDeviceStore
{
    /// <summary>How many of the states that were given out last are kept: an answer may be lost, and asked for again.</summary>
    const int StatesKept = 4;

    /// <summary>Registers a device; <see cref="Error.Conflict"/> when it would be one too many.</summary>
    Task<Result<Done>> AddAsync(UserId user, Device device, CancellationToken ct);

    /// <summary>A person's devices, the one seen last first; at most <see cref="Device.MaxPerPerson"/>.</summary>
    Task<IReadOnlyList<Device>> ListAsync(UserId user, CancellationToken ct);

    /// <summary>Forgets a device and how far it had caught up.</summary>
    Task<Result<Done>> RemoveAsync(UserId user, DeviceId device, CancellationToken ct);

    /// <summary>A device; null when the person has no such one. Its state under a number is null when it is not kept (any more).</summary>
    Task<(Device Device, SyncState? State)?> FindAsync(UserId user, DeviceId device, long number, CancellationToken ct);

    /// <summary>
    /// Keeps a state under a new number. Those before <paramref name="taken"/> go: the device has asked with it, so it has what
    /// led there. Not found when the device has been forgotten meanwhile.
    /// </summary>
    Task<Result<Done>> AdvanceAsync(UserId user, DeviceId device, long taken, long number, SyncState state, CancellationToken ct);
}
