using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The shell under <c>/w/{workspace}</c>: sidebar, place with feed and composer, pane.</summary>
public sealed class WorkspacePage(IPage page) : PageObject(page)
{
    public WorkspacePage(Visitor visitor)
        : this((visitor ?? throw new ArgumentNullException(nameof(visitor))).Page)
    {
    }

    public ILocator Workspaces => Page.GetByRole(AriaRole.Navigation, new() { Name = "Workspaces" });

    public ILocator TopBar => Page.GetByRole(AriaRole.Banner, new() { Name = "Top bar" });

    public ILocator Search => Page.GetByRole(AriaRole.Search, new() { Name = "Search" });

    /// <summary>The line that tells of a lost connection.</summary>
    public ILocator Banner => Page.Locator("[data-banner]");

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>An entry of the menu that is open.</summary>
    public ILocator MenuItem(string name) => Page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    public Task GrantClipboardAsync() => Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

    public Task<string> ClipboardAsync() => Page.EvaluateAsync<string>("navigator.clipboard.readText()");

    public ILocator Toasts => Page.Locator("[data-toast]");

    /// <summary>The theme and density that the page is drawn in.</summary>
    public ILocator Html => Page.Locator("html");

    public Sidebar Sidebar => new(Page);

    public ThreadPane Thread => new(Page);

    public ReceiptsDialog Receipts => new(Page);

    /// <summary>The same dialog, of a message that asks to be confirmed.</summary>
    public ReceiptsDialog Confirmations => new(Page, "Who has confirmed");

    public ILocator Main(string place) => Page.GetByRole(AriaRole.Main, new() { Name = place, Exact = true });

    public ILocator Pane(string name) => Page.GetByRole(AriaRole.Complementary, new() { Name = name, Exact = true });

    public Feed Feed(string place) => new(Main(place), place);

    public Composer Composer(string place) => new(Main(place).GetByRole(AriaRole.Form, new() { Name = $"Message {place}", Exact = true }));

    /// <summary>Clicks before the page has its connection are lost: wait for it.</summary>
    public async Task IsLiveAsync()
    {
        await Assertions.Expect(Page.Locator(".shell[data-ready='1']")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ConnectionIsAsync("online");
    }

    /// <summary><c>online</c>, <c>reconnecting</c> or <c>offline</c>.</summary>
    public Task ConnectionIsAsync(string state) =>
        Assertions.Expect(Page.Locator("body")).ToHaveAttributeAsync("data-connection", state, new() { Timeout = 20_000 });

    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await IsLiveAsync();
    }

    public async Task GoToAsync(string place)
    {
        await Sidebar.Place(place).ClickAsync();
        await IsInAsync(place);
    }

    /// <summary>The place is on the page and can be used.</summary>
    public async Task IsInAsync(string place)
    {
        await Assertions.Expect(Main(place)).ToBeVisibleAsync();
        await Feed(place).IsReadyAsync();
    }

    /// <summary>The chat with one person, by the page for new messages.</summary>
    public async Task WriteToAsync(string person)
    {
        await Sidebar.NewMessage.ClickAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(person);
        await Page.GetByRole(AriaRole.Listbox, new() { Name = "People" }).GetByText(person).ClickAsync();
        await Button("Start chat").ClickAsync();
        await IsInAsync(person);
    }

    public async Task CreateChannelAsync(string name)
    {
        await Sidebar.CreateChannel.ClickAsync();
        await Dialog.GetByLabel("Name").FillAsync(name);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Create channel" }).ClickAsync();
        await IsInAsync($"#{name}");
    }

    /// <summary>Joins a channel from the list of all.</summary>
    public async Task JoinAsync(string name)
    {
        await Sidebar.BrowseChannels.ClickAsync();
        await Button($"Join {name}").ClickAsync();
        await Assertions.Expect(Sidebar.Place(name)).ToHaveCountAsync(1);
    }

    /// <summary>Leaves the place in the middle.</summary>
    public async Task LeaveAsync(string place)
    {
        await Main(place).GetByLabel("More actions").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Leave" }).ClickAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Assertions.Expect(Sidebar.Place(place)).ToHaveCountAsync(0);
    }

    /// <summary>Signs out here and on every other device.</summary>
    public async Task SignOutEverywhereAsync()
    {
        await Workspaces.Locator("summary").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Button("Sign out everywhere").ClickAsync();
    }

    public Task AddressIsAsync(Regex pattern) => Assertions.Expect(Page).ToHaveURLAsync(pattern);
}
