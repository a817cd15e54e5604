using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Pins;

/// <summary>Lists what is pinned to a place.</summary>
public sealed class ListPins(StreamAccess access, IPinStore pins)
{
    /// <summary>All of it, the last pinned first.</summary>
    public async Task<Result<IReadOnlyList<MessageView>>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return Result.Of(await pins.ListAsync(seat, ct));
    }
}
