using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Consumers;

/// <summary>How consumers of events are doing, and what they could not take. A shard that is away is left out of lists.</summary>
public interface IConsumerStore
{
    /// <summary>All consumers, by name.</summary>
    Task<IReadOnlyList<ConsumerView>> ListAsync(CancellationToken ct);

    /// <summary>Parked events, the youngest first, of one consumer or of all; one page.</summary>
    Task<Page<ParkedEvent>> ListParkedAsync(string? consumer, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Asks to have one tried again; not found when it is not parked.</summary>
    Task<Result<Done>> RetryAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct);

    /// <summary>Asks to have all of a consumer's tried again; returns how many there are.</summary>
    Task<int> RetryAllAsync(string consumer, AuditEntry audit, CancellationToken ct);

    /// <summary>Gives one up for good; not found when it is not parked.</summary>
    Task<Result<Done>> DiscardAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct);
}
