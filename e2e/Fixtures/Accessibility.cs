using Collab.Support;
using Deque.AxeCore.Commons;
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

    // Between two colours nothing has enough contrast.
    private const string IsStill = "() => document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity)";

    // What was opened over a page, or beside what stood there.
    private const string Opened =
        """
        () => {
          let number = 0;
          for (const part of document.querySelectorAll('dialog[open], [role="dialog"], [role="menu"], [role="listbox"], [role="toolbar"], .pane, .profile-card, .quote-tray, .confirm-bar')) {
            part.removeAttribute('data-axe');
            if (part.checkVisibility({ visibilityProperty: true }) && !part.parentElement.closest('[data-axe]')) part.dataset.axe = number++;
          }
          return number;
        }
        """;

    // The library's own call opens a page of its own for each run; what it reads out of the result takes none.
    private const string Run =
        """
        async ([parts, rules]) => {
          const options = { resultTypes: ['violations'] };
          if (rules) options.runOnly = { type: 'rule', values: rules };
          const found = await axe.run(parts.length ? { include: parts } : document, options);
          return found.violations
            .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
            .map(violation => [`${violation.impact} ${violation.id}: ${violation.help}`, ...violation.nodes.slice(0, 5).map(node => `    ${node.html}`)].join('\n'));
        }
        """;

    private static readonly string[] ColourRules = ["color-contrast", "link-in-text-block"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <param name="page">What is looked at.</param>
    /// <param name="coloursOnly">For a second look in another theme, which changes nothing else.</param>
    /// <param name="openedOnly">For a page that was looked at before: what was opened over it, or the whole page where nothing was.</param>
    public static async Task<IReadOnlyList<string>> SeriousFindingsAsync(IPage page, bool coloursOnly = false, bool openedOnly = false)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Axe);
        var opened = openedOnly ? await page.EvaluateAsync<int>(Opened) : 0;
        string[][] parts = [.. Enumerable.Range(0, opened).Select(i => new[] { $"[data-axe='{i}']" })];
        return await page.EvaluateAsync<string[]>(Run, new object?[] { parts, coloursOnly ? ColourRules : null });
    }

    /// <summary>Looks at a page in dark and in light.</summary>
    /// <param name="page">What is looked at.</param>
    /// <param name="name">Which page it is, for what is found.</param>
    /// <param name="look">What else is to be done in each theme.</param>
    /// <param name="openedOnly">The page was looked at before; see <see cref="SeriousFindingsAsync"/>.</param>
    public static async Task<List<string>> InBothThemesAsync(IPage page, string name, Func<ColorScheme, Task>? look = null, bool openedOnly = false)
    {
        var findings = new List<string>();
        foreach (var theme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await UseThemeAsync(page, theme);
            findings.AddRange((await SeriousFindingsAsync(page, coloursOnly: theme == ColorScheme.Dark, openedOnly)).Select(finding => $"{name}, {theme}: {finding}"));
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
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>(IsStill), "colours have changed");
    }

    public static async Task ShouldBeAccessibleAsync(this IPage page) => Assert.Empty(await SeriousFindingsAsync(page));
}
