using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>Tells a client that may have missed it which messages of a run are hidden from its person.</summary>
public sealed class ListHiddenSeqs(StreamAccess access, IHiddenMessages hidden)
{
    /// <summary>Most that are told.</summary>
    public const int MaxSeqs = 1_000;

    /// <summary>Numbers between two numbers, both included; of more than <see cref="MaxSeqs"/> the first.</summary>
    public async Task<Result<IReadOnlyList<long>>> ExecuteAsync(Actor actor, StreamId stream, long from, long to, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return Result.Of(await hidden.ListSeqsAsync(seat, from, to, MaxSeqs, ct));
    }
}
