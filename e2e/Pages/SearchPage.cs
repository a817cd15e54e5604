using Collab.Support;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The search of the workspace.</summary>
internal sealed class SearchPage(IPage page) : PageObject(page)
{
    public ILocator Main => Page.GetByRole(AriaRole.Main, new() { Name = "Search" });

    public ILocator Query => Main.GetByRole(AriaRole.Combobox, new() { Name = "Search messages" });

    public ILocator Suggestions => Main.GetByRole(AriaRole.Option);

    public ILocator Found => Main.Locator(".found");

    public ILocator Chips => Main.Locator(".search-chips li");

    public ILocator Problems => Main.Locator(".search-problem");

    public ILocator Summary => Main.Locator(".search-summary");

    /// <summary>What one searched for before, by the list in which it stands.</summary>
    public ILocator Again(string list) => Main.GetByRole(AriaRole.Region, new() { Name = list }).Locator(".search-again");

    public ILocator Facet(string name) => Main.Locator(".search-facets").GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Searches until one message of this text is found: the index is a moment behind.</summary>
    public Task FindsAsync(string query, string text) =>
        Eventually.TrueAsync(
            async () =>
            {
                await Query.FillAsync("");
                await Query.FillAsync(query);
                await Query.PressAsync("Enter");
                await Assertions.Expect(Main.Locator(".search-body[aria-busy]")).ToHaveCountAsync(0);
                return await Found.Filter(new() { HasText = text }).CountAsync() == 1;
            },
            $"{query} finds {text}",
            TimeSpan.FromSeconds(15));
}
