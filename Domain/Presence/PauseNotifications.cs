using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Presence;

/// <summary>Do not disturb, from now until a time; or an end to it.</summary>
public sealed class PauseNotifications(IProfileStore profiles, IRateLimits limits, IEventBus bus, TimeProvider time)
{
    /// <summary>Returns oneself as one is then. No time ends a pause; a status or hours that are quiet by themselves stay so.</summary>
    public async Task<Result<Person>> ExecuteAsync(Actor actor, DateTimeOffset? until, CancellationToken ct)
    {
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        if (PersonStatus.CheckEnd(until, time.GetUtcNow()) is { } wrong)
            return wrong;
        if (!(await profiles.ChangeAsync(actor.User, new PersonChange.Pause(until), ct)).TryGet(out var after, out error))
            return error;
        await bus.PublishAsync([new PersonSignal(after)], ct);
        return after;
    }
}
