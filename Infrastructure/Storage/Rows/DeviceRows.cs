using Collab.Domain.Shared.Ids;
using Collab.Domain.Sync;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class DeviceRow
{
    public Bucket Bucket { get; set; }

    public UserId UserId { get; set; }

    public DeviceId DeviceId { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    public Device ToView() => new(DeviceId, Name, MadeAt, SeenAt);
}

/// <summary>How far a device has caught up, under the number that it was given for it.</summary>
internal sealed class DeviceStateRow
{
    public Bucket Bucket { get; set; }

    public UserId UserId { get; set; }

    public DeviceId DeviceId { get; set; }

    public long Number { get; set; }

    // As SyncStateText writes it.
    public required string State { get; set; }
}
