using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary><c>/reset</c> and the page of its link. Static pages.</summary>
public sealed class ResetPage(Visitor visitor) : PageObject(visitor)
{
    public ILocator Email => Field("E-mail address");

    public ILocator Send => Button("Send link");

    public ILocator NewPassword => Field("New password");

    public ILocator Set => Button("Set password");

    public ILocator Asked => Page.GetByRole(AriaRole.Heading, new() { Name = "Look into your mail" });

    /// <summary>A link as it was mailed.</summary>
    public Task OpenAsync(string link) => Page.GotoAsync(new Uri(link).AbsolutePath);
}
