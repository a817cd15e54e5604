using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>When people were last at a device, to about a minute.</summary>
public interface ILastSeenStore
{
    /// <summary>Notes when people were seen; what is noted already and later stays.</summary>
    Task SaveAsync(IReadOnlyDictionary<UserId, DateTimeOffset> seen, CancellationToken ct);

    /// <summary>When a person was last seen; null when never.</summary>
    Task<DateTimeOffset?> FindAsync(UserId user, CancellationToken ct);
}
