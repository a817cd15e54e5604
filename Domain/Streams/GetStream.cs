using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Reads the head of a stream.</summary>
public sealed class GetStream(StreamAccess access)
{
    /// <summary>Returns the head as it is now.</summary>
    public async Task<Result<StreamView>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct) =>
        (await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error) ? seat.Stream : error;
}
