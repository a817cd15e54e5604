using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Seats: who is in which stream.</summary>
public interface ISeatStore
{
    /// <summary>
    /// Lets an actor seat people, or take a seat herself. Her right to is checked again in the transaction; see
    /// <see cref="SeatRenewal"/>. Otherwise as the other one.
    /// </summary>
    Task<Result<IReadOnlyList<UserId>>> AddAsync(Seat seat, IReadOnlyCollection<NewSeat> seats, AuditEntry? audit, CancellationToken ct);

    /// <summary>
    /// Seats people whom the directory has let in; those who are in already stay as they are. Returns those who are new. Joins up to 500 members leave
    /// a row in the feed, written as by <paramref name="by"/>.
    /// </summary>
    Task<Result<IReadOnlyList<UserId>>> AddAsync(
        StreamId stream, UserId by, IReadOnlyCollection<NewSeat> seats, AuditEntry? audit, CancellationToken ct);

    /// <summary>
    /// Ends a seat; false when the person had none. The last manager of a channel is refused, and so is one who takes
    /// away another's seat and may not manage any more (<see cref="SeatRenewal"/>).
    /// </summary>
    Task<Result<bool>> RemoveAsync(Seat seat, UserId user, AuditEntry? audit, CancellationToken ct);

    /// <summary>
    /// Changes a person's role; a channel keeps at least one manager. Not found when she is not seated. The actor's right
    /// is checked again (<see cref="SeatRenewal"/>).
    /// </summary>
    Task<Result<Done>> SetRoleAsync(Seat seat, UserId user, SeatRole role, AuditEntry audit, CancellationToken ct);

    /// <summary>The people seated now whom a query wants, by id, one page.</summary>
    Task<Page<SeatView>> ListAsync(Seat seat, SeatQuery query, CancellationToken ct);

    /// <summary>Those of the given people who are seated now.</summary>
    Task<IReadOnlySet<UserId>> WhoIsSeatedAsync(StreamId stream, IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>Those of the given streams in which a person is seated now, asking each shard once; what is on a shard that is away is missing.</summary>
    Task<IReadOnlySet<StreamId>> WhereIsSeatedAsync(UserId user, IReadOnlyCollection<StreamId> streams, CancellationToken ct);

    /// <summary>
    /// Everything in a person's sidebar, asking each shard once; what is on a shard that is away is missing, and the answer
    /// says so. Threads are not among them.
    /// </summary>
    Task<PlaceList> ListPlacesAsync(UserId user, CancellationToken ct);

    /// <summary>One row of a person's sidebar; null when she has no seat there.</summary>
    Task<PlaceView?> FindPlaceAsync(UserId user, StreamId stream, CancellationToken ct);
}
