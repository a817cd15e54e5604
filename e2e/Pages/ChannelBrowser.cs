using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The channel directory, and the dialog that makes a channel.</summary>
public sealed class ChannelBrowser(IPage page) : PageObject(page)
{
    public ILocator Wanted => Main.GetByRole(AriaRole.Searchbox, new() { Name = "Find a channel" });

    public ILocator Kind => Main.GetByRole(AriaRole.Combobox, new() { Name = "Which channels" });

    public ILocator Rows => Main.Locator(".channel-list li:has(.channel)");

    public ILocator NewName => Dialog.GetByLabel("Name", new() { Exact = true });

    private ILocator Main => Page.GetByRole(AriaRole.Main, new() { Name = "Browse channels" });

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Row(string name) => Rows.Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) });

    public async Task ShowsAsync(params string[] names) =>
        await Assertions.Expect(Rows.Locator("b")).ToHaveTextAsync(names);

    public Task AskForAsync() => Main.GetByRole(AriaRole.Button, new() { Name = "Create channel" }).ClickAsync();

    public Task SaysAsync(string text) => Assertions.Expect(Dialog.GetByText(text)).ToBeVisibleAsync();

    public async Task AddAsync(string person)
    {
        await Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Add people" }).FillAsync(person);
        await Dialog.GetByRole(AriaRole.Option, new() { Name = person }).ClickAsync();
    }

    public Task MakeAsync() => Dialog.GetByRole(AriaRole.Button, new() { Name = "Create channel" }).ClickAsync();
}
