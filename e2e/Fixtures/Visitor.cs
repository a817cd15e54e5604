using Microsoft.Playwright;

namespace Collab.e2e.Fixtures;

/// <summary>One person at one device: an own browser context (cookies, storage) with one page.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly bool WantsSnapshots = Environment.GetEnvironmentVariable("COLLAB_E2E_SNAPSHOTS") == "1";

    private readonly IBrowserContext context;
    private readonly Complaints complaints = new();

    private Visitor(string name, IBrowserContext context, IPage page)
    {
        Name = name;
        this.context = context;
        Page = page;
    }

    public string Name { get; }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, uncaught exceptions, and requests that left the server's own origin.</summary>
    public IReadOnlyCollection<string> Complaints => complaints.All;

    public static async Task<Visitor> ComeAsync(IBrowser browser, string name, Uri? site, View view)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site?.ToString(),
            ViewportSize = new() { Width = view.Width, Height = view.Height },
            ColorScheme = view.Theme,
            HasTouch = view.IsPhone,
            IsMobile = view.IsPhone,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        // What the page was at each step costs more than the journey itself: it is taken when somebody looks for a fault.
        await context.Tracing.StartAsync(new() { Title = name, Snapshots = WantsSnapshots });
        var page = await context.NewPageAsync();
        var visitor = new Visitor(name, context, page);
        visitor.ListenTo(page, site);
        return visitor;
    }

    /// <summary>For what a test provokes on purpose, such as a refused request; everything else still counts.</summary>
    public void Forgive(string part) => complaints.Forgive(part);

    /// <summary>What a browser writes about requests and sockets that failed because the test cut the wire or killed the server.</summary>
    public void ForgiveLostConnection()
    {
        foreach (var part in (string[])["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED", "ERR_INCOMPLETE", "WebSocket", "Failed to fetch", "fetching the script", "Connection disconnected"])
        {
            Forgive(part);
        }
    }

    /// <summary>What the person saw last, and how it came to it, for whoever has to find out why a test failed.</summary>
    public async Task SaveEvidenceAsync(string folder)
    {
        await context.Tracing.StopAsync(new() { Path = Path.Combine(folder, $"{Name}-trace.zip") });
        if (!Page.IsClosed)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{Name}.png"), FullPage = true, Timeout = 10_000 });
            await File.WriteAllTextAsync(Path.Combine(folder, $"{Name}.html"), await Page.ContentAsync());
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, $"{Name}-console.txt"), Complaints);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void ListenTo(IPage page, Uri? site)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add($"console {message.Type}: {message.Text} ({message.Location})", message.Timestamp);
            }
        };
        page.PageError += (_, error) => complaints.Add($"exception: {error}");
        page.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (site is not null && target.Scheme is "http" or "https" && target.Authority != site.Authority)
            {
                complaints.Add($"request to another origin: {request.Url}");
            }
        };
    }
}
