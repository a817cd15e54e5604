using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Sync;

/// <summary>A machine on which a program keeps a copy of what its person sees, and catches up with it by <see cref="SyncDevice"/>.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">What its person calls it.</param>
/// <param name="MadeAt">When it was registered.</param>
/// <param name="SeenAt">When it last caught up with something; to within <see cref="SeenWithin"/>.</param>
public sealed record Device(DeviceId Id, string Name, DateTimeOffset MadeAt, DateTimeOffset SeenAt)
{
    /// <summary>Most devices of one person.</summary>
    public const int MaxPerPerson = 50;

    /// <summary>Longest name.</summary>
    public const int MaxName = 100;

    /// <summary>That a device is there is written down no more often than this.</summary>
    public static readonly TimeSpan SeenWithin = TimeSpan.FromMinutes(5);

    /// <summary>The name as it is kept; an error says what is wrong with it.</summary>
    public static Result<string> NameOf(string? name) =>
        name?.Trim() is { Length: > 0 and <= MaxName } kept && !kept.Any(char.IsControl)
            ? kept
            : new Error.Invalid("device.name", $"Give the device a name of 1 to {MaxName} characters.", "name");
}
