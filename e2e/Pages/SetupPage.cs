using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary><c>/setup</c>: four steps from the code on the console to the first workspace. A static page.</summary>
public sealed class SetupPage(Visitor visitor) : PageObject(visitor)
{
    public ILocator Code => Field("First-run code");

    public ILocator OrganizationName => Field("Name of the organization");

    public ILocator OwnerName => Field("Your name");

    public ILocator Email => Field("E-mail address");

    public ILocator Password => Field("Password");

    public ILocator WorkspaceName => Field("Name of the first workspace");

    public ILocator Continue => Button("Continue");

    public ILocator Finish => Button("Set up Collab");

    public ILocator Back => Button("Back");

    public Task OpenAsync() => Page.GotoAsync("/setup");

    public async Task EnterCodeAsync(string code)
    {
        await Code.FillAsync(code);
        await Continue.ClickAsync();
    }

    public async Task NameOrganizationAsync(string name)
    {
        await OrganizationName.FillAsync(name);
        await Continue.ClickAsync();
    }

    public async Task BecomeOwnerAsync(Credentials owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        await OwnerName.FillAsync(owner.Name);
        await Email.FillAsync(owner.Email);
        await Password.FillAsync(owner.Password);
        await Continue.ClickAsync();
    }

    /// <summary>The last step; afterwards the owner is signed in and welcome.</summary>
    public async Task<WelcomePage> MakeWorkspaceAsync(string name)
    {
        await WorkspaceName.FillAsync(name);
        await Finish.ClickAsync();
        return new WelcomePage(Page);
    }

    /// <summary>All four steps.</summary>
    public async Task<WelcomePage> SetUpAsync(string code, string organization, Credentials owner, string workspace)
    {
        await OpenAsync();
        await EnterCodeAsync(code);
        await NameOrganizationAsync(organization);
        await BecomeOwnerAsync(owner);
        return await MakeWorkspaceAsync(workspace);
    }
}
