using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Presence;

/// <summary>Says on which weekdays and between which hours of one's own zone one wants notifications.</summary>
public sealed class SetHours(IProfileStore profiles, IRateLimits limits, IEventBus bus)
{
    /// <summary>Returns oneself as one is then. No hours mean always; hours need a zone to be counted in.</summary>
    public async Task<Result<Person>> ExecuteAsync(Actor actor, string? hours, string? timeZone, CancellationToken ct)
    {
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error) || !UpdateProfile.Zone(timeZone).TryGet(out var zone, out error))
            return error;
        WeekHours? week = null;
        if (hours is not null && !WeekHours.Parse(hours).TryGet(out week, out error))
            return error;
        if (week is not null && zone.Length == 0)
            return new Error.Invalid("profile.zone_unknown", "Choose a time zone from the list.", "timeZone");
        if (!(await profiles.ChangeAsync(actor.User, new PersonChange.Hours(week, zone), ct)).TryGet(out var after, out error))
            return error;
        await bus.PublishAsync([new PersonSignal(after)], ct);
        return after;
    }
}
