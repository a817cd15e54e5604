using Collab.e2e.Fixtures;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;
using static Collab.e2e.Fixtures.Accessibility;

namespace Collab.e2e.Journeys;

/// <summary>
/// Every page, dialog and menu, wide and narrow, in dark and in light: each leaves a picture in <c>artifacts/screens</c>, and the
/// fixture fails the walk when a console complains. Pictures alone: <c>./dev e2e -- --filter-trait Screens=true</c>.
/// </summary>
[Trait("Screens", "true")]
public sealed class TourJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    // The page itself, and whatever scrolls on it, but for what is made to scroll sideways: code, tables, rows of tabs and letters.
    private const string TooWide =
        """
        [document.scrollingElement, ...document.querySelectorAll('*:not(pre, table, .org-table, .org-nav, .letters)')]
          .filter(box => box === document.scrollingElement || /auto|scroll/.test(getComputedStyle(box).overflowX))
          .filter(box => box.scrollWidth > box.clientWidth + 1)
          .map(box => `${box.tagName}.${box.className} is ${box.scrollWidth} pixels wide in ${box.clientWidth}`)
        """;

    private static readonly string Folder = Path.Combine(House.Artifacts, "..", "screens");

    [Fact]
    public async Task Every_page_dialog_and_menu_is_accessible_in_light_and_dark()
    {
        var town = await towns.TownAsync();
        var tour = await Tour.PrepareAsync(town, "quay");
        var (owner, stranger) = (await VisitAsync(town, town.Owner), await VisitAsync(town.Site, "stranger"));
        var (findings, seen) = (new List<string>(), new HashSet<string>());
        foreach (var stop in tour.Stops)
        {
            var page = await Tour.GoAsync(stop, owner, stranger);
            // Of a page that is there once more, only what is opened on it is new.
            findings.AddRange(await InBothThemesAsync(page, stop.Name, theme => PictureAsync(page, stop, View.Desktop, theme), openedOnly: !seen.Add(stop.Path)));
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public async Task No_page_scrolls_sideways_on_a_phone()
    {
        var town = await towns.TownAsync();
        var tour = await Tour.PrepareAsync(town, "jetty");
        var (owner, stranger) = (await VisitAsync(town, town.Owner, View.Phone), await VisitAsync(town.Site, "stranger", View.Phone));
        foreach (var stop in tour.Stops.Where(stop => !stop.IsWide))
        {
            var page = await Tour.GoAsync(stop, owner, stranger);
            Assert.Empty((await page.EvaluateAsync<string[]>(TooWide)).Select(box => $"{stop.Name}: {box}"));
            foreach (var theme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
            {
                await UseThemeAsync(page, theme);
                await PictureAsync(page, stop, View.Phone, theme);
            }
        }
    }

    private static Task PictureAsync(IPage page, Stop stop, View view, ColorScheme theme) =>
        page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Folder, $"{stop.Name}-{view.Width}-{theme}.png".ToLowerInvariant()),
            Animations = ScreenshotAnimations.Disabled,
        });
}
