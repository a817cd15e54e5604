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

    /// <summary>The theme and density that the page is drawn in.</summary>
    public ILocator Html => Page.Locator("html");

    public Sidebar Sidebar => new(Page);

    public ThreadPane Thread => new(Page);

    public ILocator Main(string place) => Page.GetByRole(AriaRole.Main, new() { Name = place, Exact = true });

    public ILocator Pane(string name) => Page.GetByRole(AriaRole.Complementary, new() { Name = name, Exact = true });

    public Feed Feed(string place) => new(Main(place), place);

    public Composer Composer(string place) => new(Main(place).GetByRole(AriaRole.Form, new() { Name = $"Message {place}", Exact = true }));

    /// <summary>Clicks before the page has its connection are lost: wait for it.</summary>
    public Task IsLiveAsync() => ConnectionIsAsync("online");

    /// <summary><c>online</c>, <c>reconnecting</c> or <c>offline</c>.</summary>
    public Task ConnectionIsAsync(string state) =>
        Assertions.Expect(Page.Locator("body")).ToHaveAttributeAsync("data-connection", state, new() { Timeout = 15_000 });

    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await IsLiveAsync();
    }

    public async Task GoToAsync(string place)
    {
        await Sidebar.Place(place).ClickAsync();
        await Assertions.Expect(Main(place)).ToBeVisibleAsync();
    }

    public Task AddressIsAsync(Regex pattern) => Assertions.Expect(Page).ToHaveURLAsync(pattern);
}
