using System.Collections.Frozen;
using System.Globalization;

namespace Collab.Domain.Search.Queries;

/// <summary>The words of dates, in English and German, all in lower case.</summary>
internal static class QueryDateWords
{
    private static readonly FrozenDictionary<string, int> DaysBackOf = Table(["today", "heute"], ["yesterday", "gestern"], ["vorgestern"]);

    private static readonly FrozenDictionary<string, int> WeekdayOf = Table(
        ["sunday", "sun", "sonntag"], ["monday", "mon", "montag"], ["tuesday", "tue", "dienstag"], ["wednesday", "wed", "mittwoch"],
        ["thursday", "thu", "donnerstag"], ["friday", "fri", "freitag"], ["saturday", "sat", "samstag", "sonnabend"]);

    private static readonly FrozenDictionary<string, int> MonthOf = Table(
        [], ["january", "jan", "januar", "jänner"], ["february", "feb", "februar"], ["march", "mar", "märz", "maerz", "mär"], ["april", "apr"],
        ["may", "mai"], ["june", "jun", "juni"], ["july", "jul", "juli"], ["august", "aug"], ["september", "sep", "sept"],
        ["october", "oct", "oktober", "okt"], ["november", "nov"], ["december", "dec", "dezember", "dez"]);

    private static readonly FrozenDictionary<string, int> UnitOf = Table(
        ["day", "days", "d", "tag", "tage", "tagen", "t"], ["week", "weeks", "w", "woche", "wochen"],
        ["month", "months", "m", "monat", "monate", "monaten"], ["year", "years", "y", "jahr", "jahre", "jahren", "j"]);

    private static readonly FrozenSet<string> ThisWords = FrozenSet.Create("this", "diese", "dieser", "diesen", "dieses", "diesem");

    private static readonly FrozenSet<string> LastWords = FrozenSet.Create(
        "last", "previous", "letzte", "letzter", "letzten", "letztes", "letztem", "vorige", "voriger", "vorigen", "voriges", "vorigem");

    private static readonly FrozenSet<string> OneWords = FrozenSet.Create("a", "an", "one", "ein", "eine", "einem", "einer");

    /// <summary>What completion offers first, by language.</summary>
    public static IReadOnlyList<string> Common(bool isGerman) => isGerman
        ? ["heute", "gestern", "diese woche", "letzte woche", "dieser monat", "letzter monat", "dieses jahr", "letztes jahr"]
        : ["today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year"];

    /// <summary>What completion offers once a beginning is typed, by language.</summary>
    public static IReadOnlyList<string> Further(bool isGerman) => isGerman
        ? [
            "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "januar", "februar", "märz", "april", "mai", "juni",
            "juli", "august", "september", "oktober", "november", "dezember",
        ]
        : [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
            "july", "august", "september", "october", "november", "december",
        ];

    public static bool IsThis(string word) => ThisWords.Contains(word);

    public static bool IsLast(string word) => LastWords.Contains(word);

    public static int? DaysBack(string word) => Find(DaysBackOf, word);

    public static DayOfWeek? Weekday(string word) => (DayOfWeek?)Find(WeekdayOf, word);

    public static int? Month(string word) => Find(MonthOf, word);

    public static QueryDateUnit? Unit(string word) => (QueryDateUnit?)Find(UnitOf, word);

    /// <summary>How many: figures, or a word for one.</summary>
    public static int? Amount(string word) => OneWords.Contains(word) ? 1 : Figures(word, 5);

    /// <summary>A number of at most so many figures.</summary>
    public static int? Figures(string word, int most) =>
        word.Length >= 1 && word.Length <= most && word.All(char.IsAsciiDigit) ? int.Parse(word, CultureInfo.InvariantCulture) : null;

    private static int? Find(FrozenDictionary<string, int> table, string word) => table.TryGetValue(word, out var found) ? found : null;

    private static FrozenDictionary<string, int> Table(params string[][] rows) =>
        rows.SelectMany((names, number) => names.Select(name => (name, number))).ToFrozenDictionary(row => row.name, row => row.number, StringComparer.Ordinal);
}

/// <summary>What dates are counted in.</summary>
internal enum QueryDateUnit
{
    Day = 0,
    Week = 1,
    Month = 2,
    Year = 3,
}
