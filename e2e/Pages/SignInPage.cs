using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary><c>/signin</c>. A static page.</summary>
public sealed class SignInPage(Visitor visitor) : PageObject(visitor)
{
    public ILocator Email => Field("E-mail address");

    public ILocator Password => Field("Password");

    public ILocator SignIn => Button("Sign in");

    public ILocator Forgot => Link("Forgot your password?");

    /// <summary>What a page says after something went well.</summary>
    public ILocator Notice => Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Your password is changed" });

    public Task OpenAsync() => Page.GotoAsync("/signin");

    public async Task EnterAsync(string email, string password)
    {
        await Email.FillAsync(email);
        await Password.FillAsync(password);
        await SignIn.ClickAsync();
    }

    public async Task<WorkspacePage> SignInAsync(Credentials who)
    {
        ArgumentNullException.ThrowIfNull(who);
        await OpenAsync();
        await EnterAsync(who.Email, who.Password);
        var workspace = new WorkspacePage(Page);
        await workspace.IsLiveAsync();
        return workspace;
    }
}
