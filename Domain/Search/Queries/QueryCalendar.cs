namespace Collab.Domain.Search.Queries;

/// <summary>What the words of a date mean on a day.</summary>
internal sealed class QueryCalendar(DateOnly today, DayOfWeek firstDay)
{
    /// <summary>The days that are meant; null when these words are no date. They may lie out of reach.</summary>
    public QueryDays? Read(string[] words) => words switch
    {
        [var one] => ReadOne(one),
        [var which, var what] when QueryDateWords.IsThis(which) && QueryDateWords.Unit(what) is { } unit && what.Length > 1 => Around(unit, 0),
        [var which, var what] when QueryDateWords.IsLast(which) => ReadLast(what),
        [var month, var year] when QueryDateWords.Month(month) is { } m && Year(year) is { } y => Month(y, m),
        [var day, var month] when Day(day) is { } d && QueryDateWords.Month(month) is { } m => LastSuchDay(m, d),
        [var month, var day] when QueryDateWords.Month(month) is { } m && Day(day) is { } d => LastSuchDay(m, d),
        [var day, var month, var year] when Day(day) is { } d && QueryDateWords.Month(month) is { } m && Year(year) is { } y => Day(y, m, d),
        [var month, var day, var year] when QueryDateWords.Month(month) is { } m && Day(day) is { } d && Year(year) is { } y => Day(y, m, d),
        [var amount, var what, "ago"] => Back(amount, what),
        ["vor", var amount, var what] => Back(amount, what),
        _ => null,
    };

    private QueryDays? ReadOne(string word)
    {
        if (QueryDateWords.DaysBack(word) is { } back)
            return Back(QueryDateUnit.Day, back);
        if (QueryDateWords.Weekday(word) is { } weekday)
            return LastWeekday(weekday, isTodayMeant: true);
        if (QueryDateWords.Month(word) is { } month)
            return Month(month <= today.Month ? today.Year : today.Year - 1, month);
        return QueryDateWords.Figures(word[..^1], 5) is { } count && QueryDateWords.Unit(word[^1..]) is { } unit ? Back(unit, count) : null; // 7d
    }

    private QueryDays? ReadLast(string what)
    {
        if (QueryDateWords.Weekday(what) is { } weekday)
            return LastWeekday(weekday, isTodayMeant: false);
        if (QueryDateWords.Month(what) is { } month)
            return Month(month < today.Month ? today.Year : today.Year - 1, month);
        return QueryDateWords.Unit(what) is { } unit && what.Length > 1 ? Around(unit, 1) : null;
    }

    private QueryDays LastWeekday(DayOfWeek weekday, bool isTodayMeant)
    {
        var back = ((int)today.DayOfWeek - (int)weekday + 7) % 7;
        return Back(QueryDateUnit.Day, back == 0 && !isTodayMeant ? 7 : back);
    }

    private QueryDays? Back(string amount, string what) =>
        QueryDateWords.Amount(amount) is { } count && QueryDateWords.Unit(what) is { } unit ? Back(unit, count) : null;

    private QueryDays Back(QueryDateUnit unit, int count) => QueryDays.Of(DayBack(unit, count));

    // The whole week, month or year in which a day lies.
    private QueryDays Around(QueryDateUnit unit, int back)
    {
        var day = DayBack(unit, back);
        return unit switch
        {
            QueryDateUnit.Week => Week(day),
            QueryDateUnit.Month => QueryDays.OfMonth(day.Year, day.Month),
            QueryDateUnit.Year => QueryDays.OfYear(day.Year),
            _ => QueryDays.Of(day),
        };
    }

    private QueryDays Week(DateOnly day)
    {
        var first = day.AddDays(-(((int)day.DayOfWeek - ((int)firstDay % 7) + 14) % 7));
        return new QueryDays(first, first.AddDays(7));
    }

    // However far back it is, there is a day: one that is out of reach in any case.
    private DateOnly DayBack(QueryDateUnit unit, int count)
    {
        var months = (today.Year * 12) + today.Month - 1 - (unit == QueryDateUnit.Year ? 12 * count : count);
        return unit switch
        {
            QueryDateUnit.Day => DateOnly.FromDayNumber(Math.Max(366, today.DayNumber - count)),
            QueryDateUnit.Week => DateOnly.FromDayNumber(Math.Max(366, today.DayNumber - (7 * count))),
            _ => Clip(Math.Max(1, months / 12), months > 0 ? (months % 12) + 1 : 1, today.Day),
        };
    }

    private QueryDays? LastSuchDay(int month, int day)
    {
        var year = (month, day).CompareTo((today.Month, today.Day)) <= 0 ? today.Year : today.Year - 1;
        return Day(year, month, day);
    }

    // Years that are out of reach keep being so, but as dates that there are.
    private static QueryDays Month(int year, int month) => QueryDays.OfMonth(QueryDates.IsInReach(year) ? year : 1, month);

    private static QueryDays? Day(int year, int month, int day)
    {
        var reached = QueryDates.IsInReach(year) ? year : 1;
        return day <= DateTime.DaysInMonth(reached, month) ? QueryDays.Of(new DateOnly(reached, month, day)) : null;
    }

    private static DateOnly Clip(int year, int month, int day) => new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));

    private static int? Year(string word) => word.Length == 4 ? QueryDateWords.Figures(word, 4) : null;

    private static int? Day(string word) => QueryDateWords.Figures(word.TrimEnd('.'), 2) is { } day and >= 1 and <= 31 ? day : null;
}
