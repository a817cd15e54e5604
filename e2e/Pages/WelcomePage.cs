using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary><c>/welcome</c>: where one arrives, and invites others. A static page.</summary>
public sealed class WelcomePage(IPage page) : PageObject(page)
{
    public ILocator Addresses => Field("E-mail addresses");

    public ILocator Links => Page.Locator(".secrets code");

    /// <summary>The link that is to be handed over.</summary>
    public async Task<string> InviteAsync(string email)
    {
        await Addresses.FillAsync(email);
        await Button("Invite people").ClickAsync();
        return await Links.InnerTextAsync();
    }

    public async Task<WorkspacePage> OpenCollabAsync()
    {
        await Link("Open Collab").ClickAsync();
        var workspace = new WorkspacePage(Page);
        await workspace.IsLiveAsync();
        return workspace;
    }
}
