using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary><c>/setup</c>: four steps from the code on the console to the first workspace. A static page.</summary>
public sealed class SetupPage(Visitor visitor) : PageObject(visitor)
{
    public ILocator Code => Field("First-run code");

    public ILocator OrganizationName => Field("Organization name");

    public ILocator OwnerName => Field("Your name");

    public ILocator Email => Field("E-mail");

    public ILocator Password => Field("Password");

    public ILocator WorkspaceName => Field("Workspace name");

    public ILocator Continue => Button("Continue");

    public ILocator Finish => Button("Finish");

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
        await OwnerName.FillAsync(owner.Name);
        await Email.FillAsync(owner.Email);
        await Password.FillAsync(owner.Password);
        await Continue.ClickAsync();
    }

    /// <summary>The last step; afterwards the owner is signed in and in the workspace.</summary>
    public async Task<WorkspacePage> MakeWorkspaceAsync(string name)
    {
        await WorkspaceName.FillAsync(name);
        await Finish.ClickAsync();
        var workspace = new WorkspacePage(Page);
        await workspace.IsLiveAsync();
        return workspace;
    }

    /// <summary>All four steps.</summary>
    public async Task<WorkspacePage> SetUpAsync(string code, string organization, Credentials owner, string workspace)
    {
        await OpenAsync();
        await EnterCodeAsync(code);
        await NameOrganizationAsync(organization);
        await BecomeOwnerAsync(owner);
        return await MakeWorkspaceAsync(workspace);
    }
}
