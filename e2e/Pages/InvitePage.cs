using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary><c>/invite/{token}</c>: who invited, where to, then an account. A static page.</summary>
public sealed class InvitePage(Visitor visitor) : PageObject(visitor)
{
    public ILocator Name => Field("Your name");

    public ILocator Email => Field("E-mail address");

    public ILocator Password => Field("Choose a password");

    public ILocator Join => Button("Join");

    /// <summary>A link as it was handed over; the path counts, because the person may come over another wire.</summary>
    public Task OpenAsync(string link) => Page.GotoAsync(new Uri(link).AbsolutePath);

    public async Task<WelcomePage> AcceptAsync(string link, Credentials who)
    {
        ArgumentNullException.ThrowIfNull(who);
        await OpenAsync(link);
        await Assertions.Expect(Email).ToHaveValueAsync(new Regex($"^{Regex.Escape(who.Email)}$", RegexOptions.IgnoreCase));
        await Name.FillAsync(who.Name);
        await Password.FillAsync(who.Password);
        await Join.ClickAsync();
        return new WelcomePage(Page);
    }
}
