using Collab.e2e.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>The instruments themselves: what the journeys rely on, checked without a server.</summary>
public sealed class FixtureTests(BrowserFixture browser) : Journey(browser)
{
    private const string Good =
        """
        <!doctype html><html lang="en"><head><title>Good</title></head>
        <body><main><h1>Hello</h1><button>Press</button></main></body></html>
        """;

    [Fact]
    public async Task The_browser_opens_a_page_that_axe_has_nothing_against()
    {
        var ada = await OpenAsync("ada");
        await ada.Page.SetContentAsync(Good);

        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Hello" })).ToBeVisibleAsync();
        await ada.Page.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Axe_finds_a_button_without_a_name()
    {
        var ada = await OpenAsync("ada");
        await ada.Page.SetContentAsync(Good.Replace("Press", "", StringComparison.Ordinal));

        var findings = await Accessibility.SeriousFindingsAsync(ada.Page);

        Assert.Contains(findings, finding => finding.Contains("button-name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_of_the_console_and_of_scripts_are_noticed()
    {
        var ada = await OpenAsync("ada");
        await ada.Page.SetContentAsync("<script>console.error('one'); console.log('fine'); throw new Error('two')</script>");
        await ada.Page.EvaluateAsync("console.warn('three')");

        Assert.Equal(3, ada.Complaints.Count);
        ada.Forgive("one");
        Assert.Equal(2, ada.Complaints.Count);
        ada.Forgive("two");
        ada.Forgive("three");
    }

    [Fact]
    public void What_was_forgiven_is_forgiven_when_the_browser_says_it_again_and_what_comes_later_is_not()
    {
        var complaints = new Complaints();
        complaints.Add("connection refused", 1000);
        complaints.Add("not found", 1000);
        complaints.Forgive("Refused");

        complaints.Add("not found", 1000);
        complaints.Add("connection refused", 1000);
        Assert.Equal(["not found"], complaints.All);

        complaints.Add("connection refused", 1000.5);
        Assert.Equal(["not found", "connection refused"], complaints.All);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Each_view_has_its_width_and_theme(bool phone, bool dark)
    {
        var view = View.All.Single(v => v.IsPhone == phone && v.Theme == ColorScheme.Dark == dark);
        var ada = await OpenAsync("ada", view);
        await ada.Page.SetContentAsync("<meta name='viewport' content='width=device-width'>" + Good);

        Assert.Equal(view.Width, await ada.Page.EvaluateAsync<int>("innerWidth"));
        Assert.Equal(dark, await ada.Page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
    }

    [Fact]
    public async Task Two_people_share_no_storage()
    {
        var ada = await OpenAsync("ada");
        var bo = await OpenAsync("bo");
        foreach (var person in (Visitor[])[ada, bo])
        {
            await person.Page.RouteAsync("http://localhost/", route => route.FulfillAsync(new() { Body = Good, ContentType = "text/html" }));
            await person.Page.GotoAsync("http://localhost/");
        }

        await ada.Page.EvaluateAsync("localStorage.setItem('draft', 'mine')");

        Assert.Null(await bo.Page.EvaluateAsync<string?>("localStorage.getItem('draft')"));
    }

    [Fact]
    public async Task Evidence_is_a_screenshot_a_trace_and_the_console()
    {
        var ada = await OpenAsync("ada");
        await ada.Page.SetContentAsync(Good);
        var folder = Directory.CreateTempSubdirectory("collab-evidence-");
        try
        {
            await ada.SaveEvidenceAsync(folder.FullName);

            Assert.Equal(
                ["ada-console.txt", "ada-trace.zip", "ada.html", "ada.png"],
                folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
