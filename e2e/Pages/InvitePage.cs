using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary><c>/invite/{token}</c>: who invited, where to, then an account. A static page.</summary>
public sealed class InvitePage(Visitor visitor) : PageObject(visitor)
{
    public ILocator Name => Field("Your name");

    public ILocator Email => Field("E-mail");

    public ILocator Password => Field("Password");

    public ILocator Join => Button("Join");

    public Task OpenAsync(string link) => Page.GotoAsync(link);

    public async Task<WorkspacePage> AcceptAsync(string link, Credentials who)
    {
        ArgumentNullException.ThrowIfNull(who);
        await OpenAsync(link);
        await Name.FillAsync(who.Name);
        if (await Email.IsEditableAsync())
        {
            await Email.FillAsync(who.Email);
        }

        await Password.FillAsync(who.Password);
        await Join.ClickAsync();
        var workspace = new WorkspacePage(Page);
        await workspace.IsLiveAsync();
        return workspace;
    }
}
