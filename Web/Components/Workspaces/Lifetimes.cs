using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>How long messages stay, in words, and who may decide it on the page.</summary>
internal static class Lifetimes
{
    private const int Hour = 3600;
    private const int Day = 24 * Hour;

    /// <summary>What people ask for; whatever else is set is added as it is.</summary>
    public static readonly int[] Offered = [Hour, 8 * Hour, Day, 7 * Day, 30 * Day, 90 * Day];

    /// <summary>In the largest unit that says it exactly.</summary>
    public static string Say(IStringLocalizer<Texts> texts, int seconds) => Say(texts, seconds, "Days");

    /// <summary>The same behind "after", which some languages say otherwise.</summary>
    public static string After(IStringLocalizer<Texts> texts, int seconds) => Say(texts, seconds, "AfterDays");

    /// <summary>The act itself asks once more.</summary>
    public static bool MaySet(StreamView head, Rights rights) =>
        head.Kind != StreamKind.Thread && head.ArchivedAt is null && rights.HasFlag(StreamRules.RightToSetLifetime(head.Kind));

    private static string Say(IStringLocalizer<Texts> texts, int seconds, string days) =>
        seconds % Day == 0 ? texts.Count(days, seconds / Day)
        : seconds % Hour == 0 ? texts.Count("Hours", seconds / Hour)
        : seconds % 60 == 0 ? texts.Count("Minutes", seconds / 60)
        : texts.Count("Seconds", seconds);
}
