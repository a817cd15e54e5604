using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Microsoft.Playwright;
using Xunit;
using static Collab.e2e.Fixtures.Accessibility;

namespace Collab.e2e.Journeys;

/// <summary>Getting in: the first time, and when the password is forgotten.</summary>
public sealed partial class EntryJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task The_code_that_one_node_printed_sets_up_on_another()
    {
        var site = Own(await Site.OnMariaDbAsync());
        var ada = await VisitAsync(site, "ada", node: 1);
        var welcome = await new SetupPage(ada).SetUpAsync(await site.Nodes[0].FirstRunCodeAsync(), "Acme", Credentials.For("Ada Lovelace"), "Harbour");
        await Assertions.Expect(welcome.Addresses).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_forgot_her_password_gets_in_again_over_pages_that_are_accessible()
    {
        var site = Own(await Site.OnSqliteAsync(mail: true));
        var ada = await VisitAsync(site, "ada");
        var who = Credentials.For("Ada Lovelace");
        await new SetupPage(ada).SetUpAsync(await site.FirstRunCodeAsync(), "Acme", who, "Harbour");

        var phone = await VisitAsync(site, "ada's phone", View.Phone);
        var (signIn, reset) = (new SignInPage(phone), new ResetPage(phone));
        await signIn.OpenAsync();
        await signIn.EnterAsync(who.Email, "not this one");
        await Assertions.Expect(signIn.Alert).ToContainTextAsync("Please check: Password");
        await Assertions.Expect(phone.Page.GetByText("do not fit together")).ToHaveCountAsync(1);
        var findings = await InBothThemesAsync(phone.Page, "refused");
        await signIn.Forgot.ClickAsync();
        await Assertions.Expect(reset.Send).ToBeVisibleAsync();
        findings.AddRange(await InBothThemesAsync(phone.Page, "reset"));
        await reset.Email.FillAsync(who.Email);
        await reset.Send.ClickAsync();
        await Assertions.Expect(reset.Asked).ToBeVisibleAsync();
        findings.AddRange(await InBothThemesAsync(phone.Page, "asked"));

        await reset.OpenAsync(Link().Match(await site.Nodes[0].MailAsync("/reset/")).Value);
        findings.AddRange(await InBothThemesAsync(phone.Page, "new password"));
        await reset.NewPassword.FillAsync("a kettle on a green boat");
        await reset.Set.ClickAsync();
        await Assertions.Expect(signIn.Notice).ToBeVisibleAsync();
        findings.AddRange(await InBothThemesAsync(phone.Page, "signed out everywhere"));
        await signIn.SignInAsync(who with { Password = "a kettle on a green boat" });
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [GeneratedRegex("http://[^\\s]+/reset/[^\\s]+")]
    private static partial Regex Link();
}
