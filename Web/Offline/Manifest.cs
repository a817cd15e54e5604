using System.Text.Json.Serialization;

namespace Collab.Web.Offline;

/// <summary>How Collab is installed on a device; the members are those of the W3C's Web Application Manifest.</summary>
/// <param name="Id">By which the browser knows the application again.</param>
/// <param name="Name">Under it.</param>
/// <param name="ShortName">Where there is little room.</param>
/// <param name="StartUrl">It begins here.</param>
/// <param name="Scope">All addresses under it are its own.</param>
/// <param name="Display">In a window without the browser's controls.</param>
/// <param name="BackgroundColor">While it starts.</param>
/// <param name="ThemeColor">Of the window's frame.</param>
/// <param name="Icons">Its pictures.</param>
internal sealed record Manifest(
    string Id,
    string Name,
    [property: JsonPropertyName("short_name")] string ShortName,
    [property: JsonPropertyName("start_url")] string StartUrl,
    string Scope,
    string Display,
    [property: JsonPropertyName("background_color")] string BackgroundColor,
    [property: JsonPropertyName("theme_color")] string ThemeColor,
    IReadOnlyList<Manifest.Icon> Icons)
{
    /// <summary>The colour around the window: that of the rail.</summary>
    public const string Rail = "#1F2A44";

    /// <summary>Of an organization; null before there is one.</summary>
    public static Manifest Of(string? organization) =>
        new(
            "/", organization is null ? "Collab" : $"{organization} – Collab", "Collab", "/", "/", "standalone", Rail, Rail,
            [
                new Icon("/favicon.svg", "any", "image/svg+xml", "any"),
                new Icon("/icons/collab-192.png", "192x192", "image/png", "any"),
                new Icon("/icons/collab-512.png", "512x512", "image/png", "any"),
                new Icon("/icons/collab-maskable-512.png", "512x512", "image/png", "maskable"),
            ]);

    /// <summary>A picture.</summary>
    /// <param name="Src">Where it is.</param>
    /// <param name="Sizes">Width and height in pixels.</param>
    /// <param name="Type">Its media type.</param>
    /// <param name="Purpose"><c>maskable</c> when it may be cut to any form.</param>
    internal sealed record Icon(string Src, string Sizes, string Type, string Purpose);
}
