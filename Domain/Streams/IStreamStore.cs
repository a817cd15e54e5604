using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Heads of streams. Each call is one transaction in the stream's bucket.</summary>
public interface IStreamStore
{
    /// <summary>Makes a stream with its first seats; a stream that is already there stays as it is.</summary>
    Task<Result<Done>> CreateAsync(NewStream stream, CancellationToken ct);

    /// <summary>The head and one person's seat; null when there is no such stream. Checks no right: see <see cref="StreamAccess"/>.</summary>
    Task<StreamWithSeat?> FindAsync(StreamId id, UserId viewer, CancellationToken ct);

    /// <summary>How many are seated in each of the streams that exist, asking each shard once.</summary>
    Task<IReadOnlyDictionary<StreamId, int>> CountMembersAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct);

    /// <summary>
    /// Changes the head and tells of it. A change to what is already so does nothing and is a success. The actor's right is
    /// checked again (<see cref="SeatRenewal"/>), except for a new name, which the directory has given already.
    /// </summary>
    Task<Result<StreamView>> ChangeAsync(Seat seat, StreamChange change, CancellationToken ct);
}
