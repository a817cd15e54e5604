using System.Globalization;
using Collab.Domain.People;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>What time it is where others are.</summary>
public sealed class PersonTimes(Session session, IStringLocalizer<Texts> texts)
{
    /// <summary>Her time, with her zone and whether she is at work; null when she says no zone.</summary>
    public string? LocalTime(Person person)
    {
        if (person.TimeZone.Length == 0 || !TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out var zone))
            return null;
        var now = session.Time.GetUtcNow();
        var there = TimeZoneInfo.ConvertTime(now, zone).ToString(session.Is12Hour ? "h:mm tt" : "HH:mm", CultureInfo.CurrentCulture);
        return texts[person.Hours is { } hours && !hours.Includes(now, zone) ? "OutsideHours" : "InZone", there, person.TimeZone];
    }
}
