using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Presence;

/// <summary>
/// Who of the people in a stream is connected now. What it takes to know is kept for the streams that are looked at, so a
/// look costs nothing that grows with the stream, however many look.
/// </summary>
public interface IOnlineMembers
{
    /// <summary>How many.</summary>
    Task<int> CountAsync(Seat seat, CancellationToken ct);

    /// <summary>The first of them after a person, by id.</summary>
    Task<IReadOnlyList<UserId>> ListAsync(Seat seat, UserId after, int limit, CancellationToken ct);

    /// <summary>Those whom <c>@here</c> calls: members who are online, or were within the last minutes (<see cref="IPresence.IsHere"/>), by id.</summary>
    Task<IReadOnlyList<UserId>> ListHereAsync(Seat seat, CancellationToken ct);
}
