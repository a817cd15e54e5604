using Collab.Web.Components.Kit;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>After which time a status, or a pause, is over.</summary>
public enum ClearAfter
{
    /// <summary>It stays until it is cleared.</summary>
    Never,

    /// <summary>30 minutes.</summary>
    HalfHour,

    /// <summary>One hour.</summary>
    Hour,

    /// <summary>Four hours.</summary>
    FourHours,

    /// <summary>When the day is over where one is.</summary>
    Today,

    /// <summary>When the week is over where one is.</summary>
    ThisWeek,

    /// <summary>At a time that one chooses.</summary>
    Pick,
}

/// <summary>Works out when something is over for the person before the page.</summary>
public sealed class Deadlines(Session session, Clock clock)
{
    /// <summary>When it is over; null when it is not by itself, or the time is still to be chosen.</summary>
    public DateTimeOffset? After(ClearAfter after)
    {
        var now = session.Time.GetUtcNow();
        return after switch
        {
            ClearAfter.HalfHour => now.AddMinutes(30),
            ClearAfter.Hour => now.AddHours(1),
            ClearAfter.FourHours => now.AddHours(4),
            ClearAfter.Today => clock.StartOf(clock.Today.AddDays(1)),
            ClearAfter.ThisWeek => clock.StartOf(clock.Today.AddDays(DaysToNextWeek())),
            _ => null,
        };
    }

    /// <summary>Tomorrow at nine, when a working day begins.</summary>
    public DateTimeOffset Tomorrow() => clock.StartOf(clock.Today.AddDays(1)).AddHours(9);

    /// <summary>An instant of which the person says date and time where she is.</summary>
    public DateTimeOffset At(DateTime there)
    {
        while (session.Zone.IsInvalidTime(there))
            there = there.AddMinutes(1);
        return new DateTimeOffset(DateTime.SpecifyKind(there, DateTimeKind.Unspecified), session.Zone.GetUtcOffset(there));
    }

    /// <summary>Date and time where the person is.</summary>
    public DateTime There(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, session.Zone).DateTime;

    private int DaysToNextWeek()
    {
        var first = System.Globalization.CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek;
        return (((int)first - (int)clock.Today.DayOfWeek + 6) % 7) + 1;
    }
}
