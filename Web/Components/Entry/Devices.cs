using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Entry;

/// <summary>A browser's name for people. What a browser says of itself may be anything: only known words are taken from it.</summary>
internal static class Devices
{
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Like "Firefox on Linux".</summary>
    public static string Name(string? userAgent, IStringLocalizer<EntryTexts> texts)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => texts["UnknownBrowser"],
            (null, _) => texts["SomeBrowserOn", system],
            (_, null) => browser,
            _ => texts["BrowserOn", browser, system],
        };
    }

    private static string? Find((string Sign, string Name)[] signs, string? userAgent) =>
        signs.FirstOrDefault(s => userAgent?.Contains(s.Sign, StringComparison.Ordinal) == true).Name;
}
