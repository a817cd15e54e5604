using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Organization;

/// <summary>Windows of policies as people choose them, in minutes: -1 stands for any time, 0 for never.</summary>
internal static class PolicyWindows
{
    /// <summary>What a choice says.</summary>
    public static string Say(IStringLocalizer<Texts> texts, int minutes) =>
        minutes < 0 ? texts["AnyTime"]
        : minutes == 0 ? texts["RecallNever"]
        : minutes % (24 * 60) == 0 && minutes > 24 * 60 ? texts.Count("Days", minutes / (24 * 60))
        : minutes % 60 == 0 ? texts.Count("Hours", minutes / 60)
        : texts.Count("Minutes", minutes);

    /// <summary>The value of a choice; an empty one follows the organization.</summary>
    public static string Value(int? minutes) => minutes?.ToString(CultureInfo.InvariantCulture) ?? "";
}
