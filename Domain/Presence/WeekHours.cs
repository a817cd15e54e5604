using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Shared;

namespace Collab.Domain.Presence;

/// <summary>
/// When a person wants to be notified: for each weekday one span of her own time, or not at all. Outside of it she is not
/// to be disturbed. Written as <c>mon 09:00-18:00, tue 09:00-18:00</c>; days that are not named are quiet.
/// </summary>
[JsonConverter(typeof(Json))]
public sealed record WeekHours
{
    /// <summary>The days as they are written, Monday first.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Days =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private const int MinutesOfDay = 24 * 60;

    private readonly (int From, int To)?[] _spans;

    private WeekHours((int From, int To)?[] spans)
    {
        _spans = spans;
        Text = string.Join(", ", Days.Where(d => spans[(int)d] is not null).Select(d => $"{NameOf(d)} {Time(spans[(int)d]!.Value.From)}-{Time(spans[(int)d]!.Value.To)}")); // not null: filtered
    }

    /// <summary>The written form.</summary>
    public string Text { get; }

    /// <summary>The span of a day in minutes after midnight, the end not included; null when the day is quiet.</summary>
    public (int From, int To)? Of(DayOfWeek day) => _spans[(int)day];

    /// <summary>Reads the written form. Each day at most once; a span begins before it ends, at the latest at 24:00.</summary>
    public static Result<WeekHours> Parse(string? text)
    {
        var spans = new (int From, int To)?[7];
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length != 15 || part[3] != ' ' || part[9] != '-' || Day(part[..3]) is not { } day || spans[(int)day] is not null
                || Minutes(part[4..9]) is not { } from || Minutes(part[10..]) is not { } to || from >= to)
                return new Error.Invalid("hours.invalid", "Write hours like mon 09:00-18:00, tue 09:00-18:00.", "hours");
            spans[(int)day] = (from, to);
        }

        return new WeekHours(spans);
    }

    /// <summary>True when notifications are wanted at a moment, in a zone.</summary>
    public bool Includes(DateTimeOffset now, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(now, zone);
        var minute = (there.Hour * 60) + there.Minute;
        return _spans[(int)there.DayOfWeek] is var (from, to) && minute >= from && minute < to;
    }

    /// <summary>When the next span begins or ends after a moment; null when every day is quiet.</summary>
    public DateTimeOffset? NextTurn(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        for (var ahead = 0; ahead <= 7; ahead++)
        {
            var date = today.AddDays(ahead);
            if (_spans[(int)date.DayOfWeek] is not var (from, to))
                continue;
            foreach (var minute in (ReadOnlySpan<int>)[from, to])
            {
                if (Instant(date.AddMinutes(minute), zone) is var turn && turn > now)
                    return turn;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public bool Equals(WeekHours? other) => other?.Text == Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    // In the hour that a zone leaps over, the turn comes when the clocks have leapt.
    private static DateTimeOffset Instant(DateTime there, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(there))
            there = there.AddMinutes(1);
        return new DateTimeOffset(there, zone.GetUtcOffset(there)).ToUniversalTime();
    }

    private static string NameOf(DayOfWeek day) => day.ToString()[..3].ToLowerInvariant();

    private static DayOfWeek? Day(string name)
    {
        foreach (var day in Days)
        {
            if (NameOf(day) == name)
                return day;
        }

        return null;
    }

    private static string Time(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    private static int? Minutes(string text) =>
        text[2] == ':' && int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes < 60
        && (hours * 60) + minutes is var all and <= MinutesOfDay ? all : null;

    private sealed class Json : JsonConverter<WeekHours>
    {
        public override WeekHours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString()).TryGet(out var hours, out var error) ? hours : throw new JsonException(error.Message);

        public override void Write(Utf8JsonWriter writer, WeekHours value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
