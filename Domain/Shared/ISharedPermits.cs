namespace Collab.Domain.Shared;

/// <summary>
/// Counts what strangers do, by a key such as a network address, over all nodes together. A permit is taken before the deed,
/// so that many at once do not slip through, and may be given back after a good one.
/// </summary>
public interface ISharedPermits
{
    /// <summary>Takes a permit; the error says when the next one is there.</summary>
    Task<Result<Done>> TakeAsync(string key, PermitRule rule, CancellationToken ct);

    /// <summary>Gives one back.</summary>
    Task GiveBackAsync(string key, PermitRule rule, CancellationToken ct);
}
