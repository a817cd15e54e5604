using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>Deletes messages for oneself, on all one's devices, or brings them back. Nobody else is affected, or learns of it.</summary>
public sealed class SetHidden(StreamAccess access, IHiddenMessages hidden, IRateLimits limits, IEventBus bus)
{
    /// <summary>Doing it twice is no error.</summary>
    public async Task<Result<Done>> ExecuteAsync(SetHiddenRequest request, CancellationToken ct)
    {
        long[] seqs = [.. request.Seqs.Distinct().Order()];
        if (seqs.Length is 0 or > HiddenMessage.MaxAtOnce)
            return new Error.Invalid("hidden.count", $"Name 1 to {HiddenMessage.MaxAtOnce} messages.", "seqs");
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error)
            || !limits.Take(request.Actor.User, RateKind.Change).TryGet(out _, out error)
            || !(await (request.IsHidden ? hidden.HideAsync(seat, seqs, ct) : hidden.RestoreAsync(seat, seqs, ct))).TryGet(out _, out error))
            return error;
        await bus.PublishAsync([new HiddenSignal(request.Actor.User, request.Stream, seqs, request.IsHidden)], CancellationToken.None);
        return Done.Value;
    }
}

/// <summary>Messages to be hidden, or to be shown again.</summary>
/// <param name="Actor">From whom, and to whom.</param>
/// <param name="Stream">The stream of the messages.</param>
/// <param name="Seqs">Their numbers there, at most <see cref="HiddenMessage.MaxAtOnce"/>.</param>
/// <param name="IsHidden">False brings them back.</param>
public sealed record SetHiddenRequest(Actor Actor, StreamId Stream, IReadOnlyCollection<long> Seqs, bool IsHidden = true);
