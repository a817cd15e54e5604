using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>Brings back the history of a place that one has cleared for oneself.</summary>
public sealed class RestoreHistory(StreamAccess access, IHiddenMessages hidden, IRateLimits limits, IEventBus bus)
{
    /// <summary>Everything, or as far as it was cleared before. Bringing back what is shown is no error.</summary>
    public async Task<Result<HistoryChange>> ExecuteAsync(Actor actor, StreamId place, ClearedHistory? before, CancellationToken ct)
    {
        var wanted = before ?? ClearedHistory.None;
        if (!(await access.EnterAsync(actor, place, ct)).TryGet(out var seat, out var error))
            return error;
        if (wanted.Seq < 0 || (wanted.Seq > 0) != wanted.At.HasValue)
            return new Error.Invalid("hidden.before", "Give back what clearing returned as “before”, or nothing to bring back everything.", "before");
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out error)
            || !(await hidden.UnclearAsync(seat, wanted, ct)).TryGet(out var change, out error))
            return error;
        await bus.PublishAsync([new HistoryClearedSignal(actor.User, place, change.Now)], CancellationToken.None);
        return change;
    }
}
