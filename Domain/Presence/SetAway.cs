using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Presence;

/// <summary>Says that one is away, whatever one does at one's devices; or back.</summary>
public sealed class SetAway(IProfileStore profiles, IRateLimits limits, IEventBus bus)
{
    /// <summary>Returns oneself as one is then.</summary>
    public async Task<Result<Person>> ExecuteAsync(Actor actor, bool isAway, CancellationToken ct)
    {
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        if (!(await profiles.ChangeAsync(actor.User, new PersonChange.Away(isAway), ct)).TryGet(out var after, out error))
            return error;
        await bus.PublishAsync([new PersonSignal(after)], ct);
        return after;
    }
}
