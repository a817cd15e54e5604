using System.Globalization;

namespace Collab.Web.Components;

/// <summary>The languages that Collab speaks, and the regions whose formats it writes.</summary>
public static class Languages
{
    /// <summary>The cookie that holds what was chosen on this device.</summary>
    public const string Cookie = "collab.language";

    /// <summary>The languages.</summary>
    public static readonly IReadOnlyList<CultureInfo> All = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("de")];

    /// <summary>The regions; each belongs to one of the languages.</summary>
    public static readonly IReadOnlyList<CultureInfo> Regions =
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => IsSpoken(c.TwoLetterISOLanguageName) && c.Name.Count(s => s == '-') == 1)];

    /// <summary>True for the tag of a language.</summary>
    public static bool IsSpoken(string tag) => All.Any(language => language.Name == tag);

    /// <summary>Its own name, by which everybody finds her own language.</summary>
    public static string Name(CultureInfo culture) => culture.TextInfo.ToTitleCase(culture.NativeName);
}
