using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>Reads the events of a stream that a client has missed.</summary>
public sealed class CatchUp(StreamAccess access, IEventLog log)
{
    /// <summary>Most events of one slice.</summary>
    public const int MaxEvents = 500;

    /// <summary>Events after a version, so many at most; a slice that is not complete means: load afresh.</summary>
    public async Task<Result<EventSlice>> ExecuteAsync(Actor actor, StreamId stream, long version, int limit, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return version < 0
            ? new Error.Invalid("cursor.invalid", "A version is not negative.", "version")
            : await ContinueAsync(seat, version, limit, ct);
    }

    /// <summary>The same for whoever has entered a moment ago.</summary>
    public async Task<Result<EventSlice>> ContinueAsync(Seat seat, long version, int limit, CancellationToken ct) =>
        await log.ReadAsync(seat, version, Math.Min(limit, MaxEvents), ct);
}
