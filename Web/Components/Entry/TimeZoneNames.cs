namespace Collab.Web.Components.Entry;

/// <summary>The time zones that can be chosen.</summary>
internal static class TimeZoneNames
{
    /// <summary>IANA names by region and city, with UTC first.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "UTC",
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The server's own zone, as the first suggestion.</summary>
    public static string Own => All.Contains(TimeZoneInfo.Local.Id) ? TimeZoneInfo.Local.Id : All[0];
}
