using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>Complementary "Thread": the root, its replies, and a composer of its own.</summary>
public sealed class ThreadPane(IPage page)
{
    public ILocator Root => page.GetByRole(AriaRole.Complementary, new() { Name = "Thread", Exact = true });

    public ILocator Rows => Root.Locator("article[data-seq]");

    public ILocator Close => Root.GetByRole(AriaRole.Link, new() { Name = "Close", Exact = true });

    public Composer Composer => new(Root.GetByRole(AriaRole.Form, new() { Name = "Message thread", Exact = true }));

    public Task ShowsAsync(string text) => Assertions.Expect(Rows.Filter(new() { HasText = text })).ToHaveCountAsync(1);
}
