using Collab.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Fixtures;

/// <summary>What axe finds on a page; serious and critical findings fail.</summary>
public static class Accessibility
{
    // A form in a dialog gets the colours of a theme that changes under it from the server.
    private const string DialogsFollow =
        """
        (() => {
          const dialog = document.querySelector('.mud-dialog');
          if (!dialog) return true;
          const probe = dialog.appendChild(document.createElement('i'));
          probe.style.color = 'var(--c-raised)';
          const wanted = getComputedStyle(probe).color;
          probe.remove();
          return getComputedStyle(dialog).backgroundColor === wanted;
        })()
        """;

    private static readonly AxeRunOptions ColoursOnly = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    /// <param name="page">What is looked at.</param>
    /// <param name="coloursOnly">For a second look in another theme, which changes nothing else.</param>
    public static async Task<IReadOnlyList<string>> SeriousFindingsAsync(IPage page, bool coloursOnly = false)
    {
        var result = await (coloursOnly ? page.RunAxe(ColoursOnly) : page.RunAxe());
        return
        [
            .. result.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{violation.Impact} {violation.Id}: {violation.Help}\n"
                    + string.Join('\n', violation.Nodes.Take(5).Select(node => "    " + node.Html))),
        ];
    }

    /// <summary>Looks at a page in dark and in light.</summary>
    /// <param name="page">What is looked at.</param>
    /// <param name="name">Which page it is, for what is found.</param>
    /// <param name="look">What else is to be done in each theme.</param>
    public static async Task<List<string>> InBothThemesAsync(IPage page, string name, Func<ColorScheme, Task>? look = null)
    {
        var findings = new List<string>();
        foreach (var theme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await UseThemeAsync(page, theme);
            findings.AddRange((await SeriousFindingsAsync(page, coloursOnly: theme == ColorScheme.Dark)).Select(finding => $"{name}, {theme}: {finding}"));
            if (look is not null)
                await look(theme);
        }

        return findings;
    }

    /// <summary>Changes the theme of the system and waits until the whole page wears it.</summary>
    public static async Task UseThemeAsync(IPage page, ColorScheme theme)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", theme.ToString().ToLowerInvariant());
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", theme == ColorScheme.Dark ? "rgb(23, 24, 27)" : "rgb(255, 255, 255)");
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>(DialogsFollow), "dialogs are drawn in the theme of the page");
    }

    public static async Task ShouldBeAccessibleAsync(this IPage page) => Assert.Empty(await SeriousFindingsAsync(page));
}
