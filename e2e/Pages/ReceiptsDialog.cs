using System.Globalization;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The dialog "Who has read".</summary>
public sealed class ReceiptsDialog(IPage page, string name = "Who has read")
{
    public ILocator Root => page.GetByRole(AriaRole.Dialog, new() { Name = name, Exact = true });

    public ILocator People => Root.Locator("li.receipt .person-name");

    public ILocator Search => Root.GetByRole(AriaRole.Searchbox, new() { Name = "Find people" });

    public ILocator Export => Root.GetByRole(AriaRole.Link, new() { Name = "Export CSV" });

    public ILocator CopyNames => Root.GetByRole(AriaRole.Button, new() { Name = "Copy names" });

    public ILocator Refresh => Root.GetByRole(AriaRole.Button, new() { Name = "Refresh" });

    public ILocator Close => Root.GetByRole(AriaRole.Button, new() { Name = "Close" });

    /// <summary>One of the lists, by <c>Read</c>, <c>NotRead</c> or <c>NotShared</c>.</summary>
    public ILocator Side(string side) => Root.Locator($"[data-side='{side}']");

    public Task CountIsAsync(string side, int people) =>
        Assertions.Expect(Side(side).Locator(".receipt-count")).ToHaveTextAsync(people.ToString(CultureInfo.InvariantCulture));
}
