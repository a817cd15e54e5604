using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Lists who is in a stream.</summary>
public sealed class ListMembers(StreamAccess access, ISeatStore seats)
{
    /// <summary>One page of seats.</summary>
    public async Task<Result<Page<SeatView>>> ExecuteAsync(Actor actor, StreamId stream, string? after, int? limit, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return Cursor.Parse(after, "members").TryGet(out var cursor, out error)
            ? await seats.ListAsync(seat, cursor, PageLimit.Clamp(limit), ct)
            : error;
    }
}
