using System.Text.RegularExpressions;
using Collab.Support;
using Collab.Web.Components.Kit;
using Xunit;

namespace Collab.Web.Tests.Components;

public partial class ThemeTests
{
    private static readonly string Root = SourceTree.Root;

    [Fact]
    public void Every_token_has_in_the_stylesheet_the_value_that_MudBlazor_gets()
    {
        var css = File.ReadAllText(Path.Combine(Root, "Web/wwwroot/css/theme.css"));
        for (var theme = 0; theme < Theme.Names.Count; theme++)
        {
            var block = Block(css, Theme.Names[theme]);
            foreach (var token in Theme.Tokens)
                Assert.Contains($"--c-{token.Name}: {token.In(theme)};", block, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_other_stylesheet_script_or_component_names_a_colour()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, "Web/wwwroot"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "Web/Components"), "*.razor", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".css", StringComparison.Ordinal) || f.EndsWith(".js", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.EndsWith("theme.css", StringComparison.Ordinal));
        foreach (var file in files)
            Assert.DoesNotMatch(Hex(), File.ReadAllText(file));
    }

    [Theory]
    [InlineData("text", "bg")]
    [InlineData("muted", "bg")]
    [InlineData("muted", "surface")]
    [InlineData("link", "bg")]
    [InlineData("link", "selected")]
    [InlineData("text", "highlight")]
    [InlineData("side-text", "sidebar")]
    [InlineData("side-muted", "sidebar")]
    [InlineData("on-side-sel", "side-sel")]
    [InlineData("on-accent", "accent")]
    [InlineData("on-mention", "mention")]
    [InlineData("danger", "bg")]
    public void Text_is_readable_on_its_background_in_every_theme(string text, string background)
    {
        for (var theme = 0; theme < Theme.Names.Count; theme++)
            Assert.True(Contrast(Value(text, theme), Value(background, theme)) >= 4.5, $"{text} on {background} in {Theme.Names[theme]}");
    }

    private static string Value(string name, int theme) => Theme.Tokens.Single(t => t.Name == name).In(theme);

    private static string Block(string css, string theme)
    {
        var start = css.IndexOf($"html[data-theme=\"{theme}\"] {{", StringComparison.Ordinal);
        return css[start..css.IndexOf('}', start)];
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var parts = Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(1 + (2 * i), 2), 16) / 255d)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("#[0-9a-fA-F]{6}\\b|:\\s*#[0-9a-fA-F]{3}\\b")]
    private static partial Regex Hex();
}
