using Collab.e2e.Pages;
using Microsoft.Playwright;

namespace Collab.e2e.Towns;

/// <summary>A person with an account, a browser session to hand to a page, and a program that speaks for her.</summary>
public sealed record Resident(Credentials Who, string Id, IReadOnlyList<Cookie> Cookies, ApiClient Api)
{
    public string Name => Who.Name;
}
