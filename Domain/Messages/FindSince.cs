using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Finds where a day begins in a stream's history.</summary>
public sealed class FindSince(StreamAccess access, IMessageStore messages)
{
    /// <summary>Returns the number of the first message that was posted at an instant or later; 0 when there is none.</summary>
    public async Task<Result<long>> ExecuteAsync(Actor actor, StreamId stream, DateTimeOffset since, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return await messages.FindSinceAsync(seat, since, ct) ?? 0;
    }
}
