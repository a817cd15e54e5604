using System.Globalization;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>Navigation "Places".</summary>
public sealed class Sidebar(IPage page)
{
    public ILocator Root => page.GetByRole(AriaRole.Navigation, new() { Name = "Places", Exact = true });

    public ILocator Places => Root.Locator("a[data-place]");

    public ILocator Filter => Root.GetByLabel("Find a place");

    public ILocator NewMessage => Root.GetByRole(AriaRole.Link, new() { Name = "New message" }).First;

    public ILocator CreateChannel => Root.GetByRole(AriaRole.Button, new() { Name = "Create channel" });

    public ILocator BrowseChannels => Root.GetByRole(AriaRole.Link, new() { Name = "Browse channels" });

    /// <summary>A row by the place's name, with or without its sign.</summary>
    public ILocator Place(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Places.Filter(new() { Has = page.GetByText(name.TrimStart('#'), new() { Exact = true }) });
    }

    /// <summary>The number of unread replies beside "Threads"; not there when there are none.</summary>
    public ILocator UnreadReplies => page.Locator(".side-threads [data-count]");

    public Task UnreadIsAsync(string place, int messages) => HasAsync(place, "data-unread", messages);

    public Task MentionsAreAsync(string place, int mentions) => HasAsync(place, "data-mentions", mentions);

    private Task HasAsync(string place, string attribute, int number) =>
        Assertions.Expect(Place(place)).ToHaveAttributeAsync(attribute, number.ToString(CultureInfo.InvariantCulture));
}
