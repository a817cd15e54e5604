using Collab.Domain.Organizations;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>A person as others see her.</summary>
/// <param name="Id">Her id.</param>
/// <param name="Handle">Her short unique name, without the at sign.</param>
/// <param name="DisplayName">Her name.</param>
/// <param name="Title">What she does; may be empty.</param>
/// <param name="Role">Her role in the organization.</param>
/// <param name="IsActive">False when she was deactivated.</param>
/// <param name="IsGuest">True when she is a guest in every workspace that she is in.</param>
public sealed record Person(
    UserId Id, string Handle, string DisplayName, string Title, OrganizationRole Role, bool IsActive, bool IsGuest)
{
    /// <summary>How others refer to her, for example <c>she/her</c>; may be empty.</summary>
    public string Pronouns { get; init; } = "";

    /// <summary>Where she belongs in the organization; may be empty.</summary>
    public string Department { get; init; } = "";

    /// <summary>Where she works; may be empty.</summary>
    public string Location { get; init; } = "";

    /// <summary>IANA name of the zone that she lives by; empty when she has not said.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Whom she reports to.</summary>
    public UserId? Manager { get; init; }

    /// <summary>What she last said of what she is doing; whether it still lasts is for <see cref="StatusAt"/> to say.</summary>
    public PersonStatus? Status { get; init; }

    /// <summary>She has paused notifications until then; a time gone by means nothing.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>When she wants notifications, in <see cref="TimeZone"/>; null is always.</summary>
    public WeekHours? Hours { get; init; }

    /// <summary>She says that she is away, whatever she does at her devices.</summary>
    public bool IsAway { get; init; }

    /// <summary>How often she changed: of two versions the one with the higher number is newer.</summary>
    public long Revision { get; init; }

    /// <summary>Her status, while it lasts.</summary>
    public PersonStatus? StatusAt(DateTimeOffset now) => Status?.LastsAt(now) == true ? Status : null;

    /// <summary>True while she is not to be disturbed: by a pause, by her status or by her hours.</summary>
    public bool IsQuietAt(DateTimeOffset now) =>
        PausedUntil > now || StatusAt(now) is { PausesNotifications: true } || (Hours is { } hours && Zone is { } zone && !hours.Includes(now, zone));

    /// <summary>The next moment at which her status ends, or a pause begins or ends; null when none is in sight.</summary>
    public DateTimeOffset? NextTurn(DateTimeOffset now)
    {
        DateTimeOffset?[] turns = [PausedUntil, Status?.Until, Zone is { } zone ? Hours?.NextTurn(now, zone) : null];
        return turns.Where(t => t > now).Min();
    }

    /// <summary>When she can be disturbed again; null when no end is in sight, and now when she can.</summary>
    public DateTimeOffset? QuietUntil(DateTimeOffset now)
    {
        DateTimeOffset? until = now;
        // A pause, a status and a week of hours have less than twenty turns.
        for (var turns = 0; until is { } moment && IsQuietAt(moment) && turns < 20; turns++)
            until = NextTurn(moment);
        return until is { } end && !IsQuietAt(end) ? until : null;
    }

    private TimeZoneInfo? Zone => TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : null;
}
