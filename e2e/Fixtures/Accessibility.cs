using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Fixtures;

/// <summary>What axe finds on a page; serious and critical findings fail.</summary>
public static class Accessibility
{
    public static async Task<IReadOnlyList<string>> SeriousFindingsAsync(IPage page)
    {
        var result = await page.RunAxe();
        return
        [
            .. result.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{violation.Impact} {violation.Id}: {violation.Help}\n"
                    + string.Join('\n', violation.Nodes.Take(5).Select(node => "    " + node.Html))),
        ];
    }

    public static async Task ShouldBeAccessibleAsync(this IPage page) => Assert.Empty(await SeriousFindingsAsync(page));
}
