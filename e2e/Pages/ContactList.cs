using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>Direct messages, on their tab of contacts.</summary>
public sealed class ContactList(IPage page) : PageObject(page)
{
    public ILocator Group(string name) => Page.Locator($"[data-group='{name}']");

    public ILocator Contact(string name) => Page.Locator(".contact", new() { HasText = name });

    /// <summary>The names in a group, in order, with its count.</summary>
    public async Task ShowsAsync(string group, params string[] names)
    {
        await Assertions.Expect(Group(group).Locator("h2 span")).ToHaveTextAsync(names.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Assertions.Expect(Group(group).Locator(".person-name")).ToContainTextAsync(names);
    }

    public Task ChooseAsync(string name) => Page.GetByRole(AriaRole.Checkbox, new() { Name = $"Choose {name}", Exact = true }).CheckAsync();

    public Task StarAsync(string name) => Page.GetByRole(AriaRole.Button, new() { Name = $"{name} is a favorite", Exact = true }).ClickAsync();

    public ILocator StartChat => Page.Locator(".view-tools .btn.primary");
}
