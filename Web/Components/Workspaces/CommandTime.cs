using System.Globalization;
using System.Text.RegularExpressions;

namespace Collab.Web.Components.Workspaces;

/// <summary>A period as people write it in a command: <c>30m</c>, <c>2 hours</c>, <c>today</c>, <c>this week</c>; German too.</summary>
internal static partial class CommandTime
{
    private static readonly string[] Signs = ["for", "für"];

    /// <summary>When it is over, from words that say nothing else; null when they are no period.</summary>
    public static DateTimeOffset? End(string words, Deadlines deadlines, DateTimeOffset now)
    {
        var said = words.Trim().ToLowerInvariant();
        switch (said)
        {
            case "today" or "heute":
                return deadlines.After(ClearAfter.Today);
            case "tomorrow" or "until tomorrow" or "morgen" or "bis morgen":
                return deadlines.Tomorrow();
            case "week" or "this week" or "woche" or "diese woche":
                return deadlines.After(ClearAfter.ThisWeek);
        }

        if (Counted().Match(said) is not { Success: true } found || int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is not (> 0 and var number))
            return null;
        return found.Groups[2].Value[0] switch
        {
            'm' => now.AddMinutes(number),
            'h' or 's' => now.AddHours(number),
            _ => now.AddDays(number),
        };
    }

    /// <summary>Takes a period off the end of a text: what follows the last <c>for</c>, or a last word like <c>30m</c>. A text that has none stays whole.</summary>
    public static (string Text, DateTimeOffset? End) Split(string text, Deadlines deadlines, DateTimeOffset now)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var sign = Array.FindLastIndex(words, word => Signs.Contains(word, StringComparer.OrdinalIgnoreCase));
        if (sign >= 0 && End(string.Join(' ', words[(sign + 1)..]), deadlines, now) is { } after)
            return (string.Join(' ', words[..sign]), after);
        // A bare word like "today" belongs to what is said.
        return words is [.. var before, var last] && char.IsAsciiDigit(last[0]) && End(last, deadlines, now) is { } end
            ? (string.Join(' ', before), end)
            : (string.Join(' ', words), null);
    }

    [GeneratedRegex("^([0-9]{1,3}) ?(m|min|mins|minute|minutes|minuten|h|hour|hours|std|stunde|stunden|d|day|days|tag|tage|tagen)$")]
    private static partial Regex Counted();
}
