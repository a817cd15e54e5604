using System.Net;
using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;

namespace Collab.e2e.Towns;

/// <summary>
/// A site whose organization is set up, for journeys that begin later than at the first run. People come in by the same
/// static pages as everybody, only without a browser.
/// </summary>
public sealed partial class Town : IAsyncDisposable
{
    private readonly List<Resident> residents = [];

    private Town(Site site) => Site = site;

    public Site Site { get; }

    public Resident Owner => residents[0];

    public string Workspace { get; private set; } = "";

    public string Slug { get; private set; } = "";

    private Uri Address => Site.Nodes[0].Address;

    /// <summary>The organization "Acme" with the workspace "Harbour", owned by Ada Lovelace.</summary>
    public static async Task<Town> FoundAsync(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var town = new Town(site);
        try
        {
            await town.SetUpAsync(Credentials.For("Ada Lovelace"));
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    /// <summary>Somebody new in the workspace.</summary>
    /// <param name="name">Nobody else's.</param>
    /// <param name="shown">The name that others see, when it is another one.</param>
    public async Task<Resident> SettleAsync(string name, string? shown = null)
    {
        var who = Credentials.For(name) with { Name = shown ?? name };
        using var owner = new FormClient(Address);
        await SignInAsync(owner, Owner.Who);
        var invited = await owner.SubmitAsync(await owner.ReadAsync("/welcome"), "/welcome/invite", ("emails", who.Email));
        var path = InvitationPath().Match(invited).Value;

        return await AcceptAsync(path, who);
    }

    /// <summary>Somebody new in another workspace.</summary>
    public async Task<Resident> SettleInAsync(string workspace, string name)
    {
        var who = Credentials.For(name);
        return await AcceptAsync(await Owner.Api.InviteAsync(workspace, who.Email), who);
    }

    /// <summary>An address in the workspace.</summary>
    public string Path(string rest = "") => $"/w/{Slug}{(rest.Length > 0 ? "/" : "")}{rest}";

    public async ValueTask DisposeAsync()
    {
        residents.ForEach(resident => resident.Api.Dispose());
        await Site.DisposeAsync();
    }

    private async Task<Resident> AcceptAsync(string path, Credentials who)
    {
        if (residents.Any(r => r.Who.Email == who.Email))
            throw new InvalidOperationException($"{who.Name} lives in this town already: another journey has settled somebody of that name. Choose another.");
        using var guest = new FormClient(Address);
        await guest.SubmitAsync(await guest.ReadAsync(path), path, ("displayName", who.Name), ("password", who.Password));
        return await EnrolAsync(guest, who);
    }

    private async Task SetUpAsync(Credentials owner)
    {
        using var browser = new FormClient(Address);
        var code = await Site.FirstRunCodeAsync();
        var next = await browser.SubmitAsync(await browser.ReadAsync("/setup"), "/setup", ("act", "next"), ("code", code));
        next = await browser.SubmitAsync(next, "/setup", ("act", "next"), ("organizationName", "Acme"), ("timeZone", "Europe/Berlin"), ("language", "en"));
        next = await browser.SubmitAsync(next, "/setup", ("act", "next"), ("ownerName", owner.Name), ("email", owner.Email), ("password", owner.Password));
        await browser.SubmitAsync(next, "/setup", ("act", "next"), ("workspaceName", "Harbour"));
        var settled = await EnrolAsync(browser, owner);
        (Workspace, Slug) = await settled.Api.WorkspaceAsync();
    }

    private async Task<Resident> EnrolAsync(FormClient browser, Credentials who)
    {
        var made = await browser.SubmitAsync(await browser.ReadAsync("/preferences/tokens"), "/preferences/tokens", ("name", "journey"));
        var api = new ApiClient(Address, WebUtility.HtmlDecode(Secret().Match(made).Groups[1].Value));
        var cookies = browser.Cookies.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = "localhost", Path = "/", HttpOnly = true });
        var resident = new Resident(who, await api.MyIdAsync(), [.. cookies], api);
        residents.Add(resident);
        return resident;
    }

    private static async Task SignInAsync(FormClient browser, Credentials who) =>
        await browser.SubmitAsync(await browser.ReadAsync("/signin"), "/signin", ("email", who.Email), ("password", who.Password));

    [GeneratedRegex("/invite/[A-Za-z0-9_-]+")]
    private static partial Regex InvitationPath();

    [GeneratedRegex("<code data-copy[^>]*>([^<]+)</code>")]
    private static partial Regex Secret();
}
