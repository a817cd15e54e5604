using System.Net;
using Xunit;

namespace Collab.Web.Tests.Account;

public sealed class EntryTests(EntryServer server) : IClassFixture<EntryServer>
{
    private const string Hostile = "<script>alert(1)</script>\u202E\"'& Acme";
    private const string Password = "thirteen violet umbrellas";

    [Fact]
    public async Task From_first_run_to_signing_out_everywhere()
    {
        using var ada = server.NewBrowser();
        await BeforeFirstRunEverythingLeadsToTheSetUpAsync(ada);
        await SetUpAsync(ada);
        await NothingIsTakenWithoutAntiforgeryAsync(ada);
        var invitation = await InviteAsync(ada);
        await AcceptAsync(invitation);
        await ProgramsUseTokensAsync(ada);
        await SigningInMakesNewSessionsAsync(ada);
    }

    private static async Task BeforeFirstRunEverythingLeadsToTheSetUpAsync(Browser ada)
    {
        Assert.Equal("/setup", (await ada.GetAsync("/signin")).Location);
        Assert.Equal("/setup", (await ada.GetAsync("/invite/abc")).Location);
        Assert.Equal("/setup", (await ada.GetAsync("/")).Location);
    }

    private async Task SetUpAsync(Browser ada)
    {
        var page = (await ada.GetAsync("/setup")).Html;
        page = (await ada.SubmitAsync(page, "/setup", ("code", "AAAA-AAAA"), ("act", "next"))).Html;
        Assert.Contains("This is not the code", page, StringComparison.Ordinal);
        page = (await ada.SubmitAsync(page, "/setup", ("step", "4"), ("workspaceName", "Skipped"), ("act", "next"))).Html;
        Assert.Contains("name=\"code\"", page, StringComparison.Ordinal);
        page = (await ada.SubmitAsync(page, "/setup", ("code", server.Code), ("act", "next"))).Html;
        page = (await ada.SubmitAsync(page, "/setup", ("organizationName", Hostile), ("timeZone", "Europe/Berlin"), ("language", "en"), ("act", "next"))).Html;
        page = (await ada.SubmitAsync(page, "/setup", ("ownerName", Hostile), ("email", "ada@"), ("password", Password), ("act", "next"))).Html;
        Assert.Contains("Enter an e-mail address", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, page, StringComparison.Ordinal);
        page = (await ada.SubmitAsync(page, "/setup", ("ownerName", "Ada"), ("email", "ada@example.com"), ("password", ""), ("act", "next"))).Html;
        page = (await ada.SubmitAsync(page, "/setup", ("workspaceName", "Acme"), ("act", "back"))).Html;
        Assert.Contains("value=\"ada@example.com\"", page, StringComparison.Ordinal);
        page = (await ada.SubmitAsync(page, "/setup", ("ownerName", "Ada"), ("email", "ada@example.com"), ("password", ""), ("act", "next"))).Html;
        Assert.Contains("value=\"Acme\"", page, StringComparison.Ordinal);
        var done = await ada.SubmitAsync(page, "/setup", ("workspaceName", "Acme"), ("act", "next"));
        Assert.Equal("/welcome", done.Location);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/setup")).Status);
        Assert.Equal("", server.Code);
        var welcome = await ada.GetAsync("/welcome");
        Assert.DoesNotContain("<script>alert", welcome.Html, StringComparison.Ordinal);
    }

    private static async Task NothingIsTakenWithoutAntiforgeryAsync(Browser ada)
    {
        string[] forms =
        [
            "/setup", "/signin", "/signout", "/invite/abc", "/welcome/invite", "/welcome/demo", "/preferences/sessions/end", "/preferences/sessions/end-others",
            "/preferences/sessions/password", "/preferences/tokens", "/preferences/tokens/revoke",
        ];
        foreach (var form in forms)
            Assert.Equal(HttpStatusCode.BadRequest, (await ada.PostAsync(form, new Dictionary<string, string> { ["x"] = "y" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/welcome")).Status);
    }

    private static async Task<string> InviteAsync(Browser ada)
    {
        var page = (await ada.GetAsync("/welcome")).Html;
        page = (await ada.SubmitAsync(page, "/welcome/invite", ("emails", "bob@example.com, nobody"))).Html;
        Assert.Contains("bob@example.com, nobody", page, StringComparison.Ordinal);
        page = (await ada.SubmitAsync(page, "/welcome/invite", ("emails", "bob@example.com"))).Html;
        var link = System.Text.RegularExpressions.Regex.Match(page, "/invite/[A-Za-z0-9_-]{43}").Value;
        Assert.NotEqual("", link);
        return link;
    }

    private async Task AcceptAsync(string invitation)
    {
        using var bob = server.NewBrowser();
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync("/invite/unknown")).Status);
        var page = (await bob.GetAsync(invitation)).Html;
        page = (await bob.SubmitAsync(page, invitation, ("displayName", "Bob \"B\""), ("password", "password1234"))).Html;
        Assert.Contains("lists of leaked passwords", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Bob &quot;B&quot;\"", page, StringComparison.Ordinal);
        Assert.Equal("/welcome", (await bob.SubmitAsync(page, invitation, ("displayName", "Bob"), ("password", "seven quiet harbours"))).Location);
        Assert.Equal(HttpStatusCode.Gone, (await bob.GetAsync(invitation)).Status);
        Assert.DoesNotContain("Invite people", (await bob.GetAsync("/welcome")).Html, StringComparison.Ordinal);
    }

    private async Task ProgramsUseTokensAsync(Browser ada)
    {
        var page = (await ada.GetAsync("/preferences/tokens")).Html;
        page = (await ada.SubmitAsync(page, "/preferences/tokens", ("name", "deploy"), ("days", "many"))).Html;
        Assert.Contains("value=\"many\"", page, StringComparison.Ordinal);
        page = (await ada.SubmitAsync(page, "/preferences/tokens", ("name", "deploy"), ("days", ""))).Html;
        var secret = System.Text.RegularExpressions.Regex.Match(page, "collab_pat_[A-Za-z0-9_-]{43}").Value;
        Assert.DoesNotContain(secret, (await ada.GetAsync("/preferences/tokens")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(secret[..^1]));
        Assert.Equal("/preferences/tokens", (await ada.SubmitAsync(page, "/preferences/tokens/revoke")).Location);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(secret));
    }

    private async Task SigningInMakesNewSessionsAsync(Browser ada)
    {
        using var phone = server.NewBrowser();
        Assert.Equal("/signin?return=%2Fpreferences%2Ftokens", (await phone.GetAsync("/preferences/tokens")).Location);
        var page = (await phone.GetAsync("/signin?return=//evil.example")).Html;
        var refused = await phone.SubmitAsync(page, "/signin", ("email", "ada@example.com"), ("password", "wrong"));
        var unknown = await phone.SubmitAsync(page, "/signin", ("email", "nobody@example.com"), ("password", "wrong"));
        Assert.Equal((refused.Status, Neutral(refused.Html)), (unknown.Status, Neutral(unknown.Html)));
        // A cookie that was planted before the sign-in is worth nothing after it.
        phone.Cookies.Add(server.Address, new Cookie("collab", "123.planted", "/"));
        Assert.Equal("/", (await phone.SubmitAsync(page, "/signin", ("email", "ada@example.com"), ("password", Password))).Location);
        var first = Session(phone);
        Assert.NotEqual("123.planted", first);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/preferences/sessions")).Status);
        page = (await ada.GetAsync("/preferences/sessions")).Html;
        Assert.Equal("/preferences/sessions?done=others", (await ada.SubmitAsync(page, "/preferences/sessions/end-others")).Location);
        await DeadWithinFiveSecondsAsync(phone);
        page = (await ada.GetAsync("/signout")).Html;
        Assert.Equal("/signin?done=out", (await ada.SubmitAsync(page, "/signout")).Location);
        Assert.Equal(HttpStatusCode.Found, (await ada.GetAsync("/preferences/sessions")).Status);
    }

    private static async Task DeadWithinFiveSecondsAsync(Browser phone)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while ((await phone.GetAsync("/preferences/sessions")).Status == HttpStatusCode.OK)
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "The session is still alive after five seconds.");
    }

    private string Session(Browser browser) => browser.Cookies.GetCookies(server.Address)["collab"]?.Value ?? "";

    // What differs by chance (forgery tokens) or was typed.
    private static string Neutral(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, "value=\"[^\"]*\"", "");

    private async Task<HttpStatusCode> CallAsync(string secret)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var response = await client.GetAsync(new Uri("/api/v1/me", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
