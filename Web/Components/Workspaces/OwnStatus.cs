using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>What the person before the page says of herself, said from wherever on the page.</summary>
public sealed class OwnStatus(Session session, CircuitLink link, PeopleCache people, StatusUseCases use)
{
    /// <summary>She, as her pages know her.</summary>
    public Person? Me => people.Find(session.Me);

    /// <summary>She has paused notifications by hand, for now.</summary>
    public bool HasPaused => Me?.PausedUntil > session.Time.GetUtcNow();

    /// <summary>Says what she is doing.</summary>
    public Task<Result<Person>> SayAsync(string emoji, string text, DateTimeOffset? until, bool pauses) =>
        ActAsync(actor => use.Status.ExecuteAsync(new SetStatusRequest(actor, emoji, text, until, pauses), link.Ended));

    /// <summary>Takes back what she said.</summary>
    public Task<Result<Person>> ClearAsync() => ActAsync(actor => use.Status.ExecuteAsync(new SetStatusRequest(actor, null, null, Clears: true), link.Ended));

    /// <summary>Is not to be disturbed until then, or is again.</summary>
    public Task<Result<Person>> PauseAsync(DateTimeOffset? until) => ActAsync(actor => use.Pause.ExecuteAsync(actor, until, link.Ended));

    /// <summary>Wants notifications at these hours alone, or always.</summary>
    public Task<Result<Person>> SetHoursAsync(WeekHours? hours, string zone) => ActAsync(actor => use.Hours.ExecuteAsync(actor, hours?.Text, zone, link.Ended));

    /// <summary>Is away, whatever she does; or back.</summary>
    public Task<Result<Person>> SetAwayAsync(bool isAway) => ActAsync(actor => use.Away.ExecuteAsync(actor, isAway, link.Ended));

    private async Task<Result<Person>> ActAsync(Func<Actor, Task<Result<Person>>> act)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error))
            return error;
        var said = await Outages.GuardAsync(() => act(actor));
        // Her own page does not wait for the news to come round.
        if (said.TryGet(out var person, out _))
            people.Put(person);
        return said;
    }
}

/// <summary>The use cases behind what one says of oneself.</summary>
/// <param name="Status">What one is doing.</param>
/// <param name="Pause">Do not disturb, for now.</param>
/// <param name="Hours">Do not disturb, by the week.</param>
/// <param name="Away">Away by hand.</param>
public sealed record StatusUseCases(SetStatus Status, PauseNotifications Pause, SetHours Hours, SetAway Away);
