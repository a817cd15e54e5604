using MudBlazor;

namespace Collab.Web.Components.Kit;

/// <summary>The one table of colours (ux.md part 6). It feeds MudBlazor; theme.css holds the same values, and a test compares the two.</summary>
public static class Theme
{
    /// <summary>The names of the themes, as they stand in <c>html[data-theme]</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["light", "dark", "contrast-dark", "contrast-light"];

    /// <summary>Every token with its value in each theme, in the order of <see cref="Names"/>.</summary>
    public static IReadOnlyList<Token> Tokens { get; } =
    [
        new("bg", "#FFFFFF", "#17181B", "#000000", "#FFFFFF"),
        new("surface", "#F7F7F8", "#1E2023", "#000000", "#FFFFFF"),
        new("raised", "#FFFFFF", "#26282C", "#000000", "#FFFFFF"),
        new("rail", "#1F2A44", "#101114", "#000000", "#FFFFFF"),
        new("sidebar", "#27345A", "#191B1F", "#000000", "#FFFFFF"),
        new("side-text", "#EEF1F8", "#E8E9EC", "#FFFFFF", "#000000"),
        new("side-muted", "#B7C0D8", "#9DA3AE", "#D6D6D6", "#333333"),
        new("side-hover", "#32406B", "#25282D", "#1A1A1A", "#EBEBEB"),
        new("side-sel", "#FFFFFF", "#2A3A63", "#FFFFFF", "#0033A0"),
        new("on-side-sel", "#1B1D21", "#FFFFFF", "#000000", "#FFFFFF"),
        new("text", "#1B1D21", "#E8E9EC", "#FFFFFF", "#000000"),
        new("muted", "#5F656F", "#9DA3AE", "#D6D6D6", "#333333"),
        new("line", "#E3E5E8", "#33363B", "#9A9A9A", "#6B6B6B"),
        new("line-strong", "#868C97", "#757C88", "#FFFFFF", "#000000"),
        new("accent", "#2B5BD7", "#7FA3FF", "#6FD3FF", "#0033A0"),
        new("on-accent", "#FFFFFF", "#0E1320", "#000000", "#FFFFFF"),
        new("link", "#1F4FC4", "#9BB7FF", "#9CC3FF", "#0033A0"),
        new("mention", "#C0322A", "#FF7B6E", "#FFB3AB", "#8F0000"),
        new("on-mention", "#FFFFFF", "#21090A", "#000000", "#FFFFFF"),
        new("danger", "#B3261E", "#FF8A80", "#FFABA2", "#8F0000"),
        new("ok", "#177044", "#4CC38A", "#6BE39B", "#004D25"),
        new("on-signal", "#FFFFFF", "#0E1320", "#000000", "#FFFFFF"),
        new("warn", "#8A5700", "#F0B849", "#FFD54A", "#5C3900"),
        new("hover", "#F2F3F5", "#222428", "#1A1A1A", "#EBEBEB"),
        new("selected", "#E6EDFF", "#24304D", "#0B2E4F", "#D6E4FF"),
        new("highlight", "#FFF6D6", "#3A3216", "#332B00", "#FFF0A8"),
        new("code", "#F2F3F5", "#26282C", "#1A1A1A", "#EBEBEB"),
        new("code-text", "#A3262A", "#FF9C94", "#FFB3AB", "#7A0000"),
        new("focus", "#2B5BD7", "#9BB7FF", "#FFD54A", "#8F0000"),
        new("focus-side", "#FFFFFF", "#9BB7FF", "#FFD54A", "#8F0000"),
        new("skeleton", "#E9EBEE", "#2B2E33", "#333333", "#DDDDDD"),
        new("scrim", "rgb(16 20 30 / .45)", "rgb(0 0 0 / .6)", "rgb(0 0 0 / .8)", "rgb(0 0 0 / .6)"),
    ];

    /// <summary>MudBlazor's theme for a name; its light palette is always the one that is used.</summary>
    public static MudTheme For(string name)
    {
        var column = Math.Max(0, Names.ToList().IndexOf(name));
        return new MudTheme
        {
            PaletteLight = Fill(new PaletteLight(), t => Tokens.Single(token => token.Name == t).In(column)),
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "44px" },
            Typography = new Typography
            {
                Default = new DefaultTypography { FontFamily = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"], FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal" },
                Body1 = new Body1Typography { FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal" },
                Caption = new CaptionTypography { FontSize = "12px", LineHeight = "16px", LetterSpacing = "normal" },
                Button = new ButtonTypography { TextTransform = "none", FontSize = "14px", FontWeight = "500", LetterSpacing = "normal" },
                H6 = new H6Typography { FontSize = "18px", FontWeight = "650", LineHeight = "24px" },
            },
        };
    }

    private static PaletteLight Fill(PaletteLight palette, Func<string, string> value)
    {
        palette.Background = value("bg");
        palette.BackgroundGray = value("surface");
        palette.Surface = value("raised");
        palette.AppbarBackground = value("rail");
        palette.DrawerBackground = value("sidebar");
        palette.DrawerText = value("side-text");
        palette.AppbarText = value("side-text");
        palette.DrawerIcon = value("side-muted");
        palette.TextPrimary = value("text");
        palette.TextSecondary = value("muted");
        palette.ActionDefault = value("muted");
        palette.ActionDisabled = value("muted");
        palette.ActionDisabledBackground = value("hover");
        palette.LinesDefault = value("line");
        palette.Divider = value("line");
        palette.TableLines = value("line");
        palette.LinesInputs = value("line-strong");
        palette.Primary = value("accent");
        palette.PrimaryContrastText = value("on-accent");
        palette.Info = value("link");
        palette.Secondary = value("mention");
        palette.SecondaryContrastText = value("on-mention");
        palette.Error = value("danger");
        palette.Success = value("ok");
        palette.ErrorContrastText = value("on-signal");
        palette.SuccessContrastText = value("on-signal");
        palette.WarningContrastText = value("on-signal");
        palette.InfoContrastText = value("on-signal");
        palette.Warning = value("warn");
        palette.TableHover = value("hover");
        palette.Skeleton = value("skeleton");
        palette.OverlayDark = value("scrim");
        palette.RippleOpacity = 0;
        return palette;
    }
}

/// <summary>A colour by its role.</summary>
/// <param name="Name">Its name after <c>--c-</c>.</param>
/// <param name="Light">In the light theme.</param>
/// <param name="Dark">In the dark theme.</param>
/// <param name="ContrastDark">In the dark theme of high contrast.</param>
/// <param name="ContrastLight">In the light theme of high contrast.</param>
public sealed record Token(string Name, string Light, string Dark, string ContrastDark, string ContrastLight)
{
    /// <summary>The value in a theme by its number.</summary>
    public string In(int theme) => theme switch { 0 => Light, 1 => Dark, 2 => ContrastDark, _ => ContrastLight };
}
