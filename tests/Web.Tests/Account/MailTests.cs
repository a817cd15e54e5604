using System.Net;
using System.Text.RegularExpressions;
using Collab.Domain.People;
using Collab.Support;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Security;
using MimeKit;
using Xunit;

namespace Collab.Web.Tests.Account;

/// <summary>What people get by mail, from the files that the program writes, and what they do with it.</summary>
public sealed partial class MailTests(MailTests.World world) : IClassFixture<MailTests.World>
{
    private const string NewPassword = "fourteen green kettles";

    [Fact]
    public async Task Whoever_forgot_her_password_gets_a_link_that_works_once()
    {
        using var browser = Browser();
        var page = await browser.GetAsync("/signin");
        Assert.Contains("href=\"/reset\"", page.Html, StringComparison.Ordinal);
        page = await browser.GetAsync("/reset");
        var known = await browser.SubmitAsync(page.Html, "/reset", ("email", "ben@acme.example"));
        var unknown = await browser.SubmitAsync(page.Html, "/reset", ("email", "nobody@acme.example"));
        Assert.Equal((known.Status, known.Html, known.Location), (unknown.Status, unknown.Html, unknown.Location));
        Assert.Contains("If there is an account", (await browser.GetAsync(known.Location!)).Html, StringComparison.Ordinal);

        var link = await LinkAsync("ben@acme.example", "/reset/");
        page = await browser.GetAsync(link);
        Assert.Contains("ben@acme.example", page.Html, StringComparison.Ordinal);
        var refused = await browser.SubmitAsync(page.Html, link, ("password", "short"));
        Assert.Contains("at least 10 characters", refused.Html, StringComparison.Ordinal);
        Assert.Equal("/signin?done=reset", (await browser.SubmitAsync(refused.Html, link, ("password", NewPassword))).Location);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync("/reset/unknown")).Status);

        page = await browser.GetAsync("/signin?done=reset");
        Assert.Equal("/", (await browser.SubmitAsync(page.Html, "/signin", ("email", "ben@acme.example"), ("password", NewPassword))).Location);
        Assert.DoesNotContain(await MailsAsync(), mail => mail.To.ToString() == "nobody@acme.example");
    }

    [Fact]
    public async Task Invited_people_get_their_link_under_the_address_that_the_operator_set_whatever_the_request_says()
    {
        using var ignored = await world.SignInAsync(world.Ada, ("X-Forwarded-Host", "evil.example"));
        await world.Get<InvitePeople>().ExecuteAsync(
            new InvitePeopleRequest(world.Ada.Actor, world.First.Id, ["new@acme.example"], Domain.Workspaces.WorkspaceRole.Member, []), TestContext.Current.CancellationToken);
        var link = await LinkAsync("new@acme.example", "/invite/");
        using var browser = Browser();
        Assert.Contains("new@acme.example", (await browser.GetAsync(link)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_is_told_that_her_account_is_locked()
    {
        using var browser = Browser();
        var page = (await browser.GetAsync("/signin")).Html;
        for (var i = 0; i < 5; i++)
            await browser.SubmitAsync(page, "/signin", ("email", "oda@acme.example"), ("password", "wrong"));
        await Eventually.TrueAsync(async () => (await MailsAsync()).Any(mail => mail.To.ToString() == "oda@acme.example"), "the mail is written");
    }

    private Browser Browser() => new(world.Address);

    private async Task<string> LinkAsync(string to, string path)
    {
        var link = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var mail = (await MailsAsync()).LastOrDefault(mail => mail.To.ToString() == to && mail.TextBody?.Contains(path, StringComparison.Ordinal) == true);
                link = Link().Match(mail?.TextBody ?? "").Value;
                return link.Length > 0;
            },
            $"a mail to {to} with a link");
        Assert.StartsWith("https://chat.acme.example" + path, link, StringComparison.Ordinal);
        return new Uri(link).AbsolutePath;
    }

    private async Task<IReadOnlyList<MimeMessage>> MailsAsync()
    {
        var mails = new List<MimeMessage>();
        string[] files = Directory.Exists(world.Outbox) ? Directory.GetFiles(world.Outbox, "*.eml") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                mails.Add(await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken));
            }
            catch (Exception error) when (error is FormatException or IOException)
            {
                // Just being written: the next look finds it whole.
            }
        }

        return mails;
    }

    [GeneratedRegex("https://[^\\s]+/(reset|invite)/[^\\s]+")]
    private static partial Regex Link();

    /// <summary>Mails go into files.</summary>
    public sealed class World : TestWorld
    {
        public string Outbox => Path.Combine(Data, "mail");

        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["Mail:Provider"] = "Outbox",
            ["Url"] = "https://chat.acme.example",
        };
    }
}
