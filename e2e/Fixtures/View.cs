using Microsoft.Playwright;

namespace Collab.e2e.Fixtures;

/// <summary>How somebody looks at Collab: the size of the window and the theme of the system.</summary>
public sealed record View(int Width, int Height, ColorScheme Theme)
{
    public static readonly View Desktop = new(1440, 900, ColorScheme.Light);
    public static readonly View DesktopDark = Desktop with { Theme = ColorScheme.Dark };
    public static readonly View Phone = new(390, 844, ColorScheme.Light);
    public static readonly View PhoneDark = Phone with { Theme = ColorScheme.Dark };

    /// <summary>Every page is looked at in all of these.</summary>
    public static readonly IReadOnlyList<View> All = [Desktop, DesktopDark, Phone, PhoneDark];

    public bool IsPhone => Width < 768;

    public override string ToString() => $"{Width}-{Theme}".ToLowerInvariant();
}
