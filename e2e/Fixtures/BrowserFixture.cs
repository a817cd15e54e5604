using Collab.Support.Processes;
using Collab.Support.Servers;
using Microsoft.Playwright;

namespace Collab.e2e.Fixtures;

/// <summary>One Chromium for the whole assembly, started by the first journey. Contexts in it keep people apart.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly Shared<StartedBrowser> started = new(StartedBrowser.StartAsync);

    public async Task<IBrowser> BrowserAsync() => (await started.GetAsync()).Browser;

    public ValueTask DisposeAsync() => started.DisposeAsync();

    private sealed class StartedBrowser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
    {
        public IBrowser Browser => browser;

        public static async Task<StartedBrowser> StartAsync()
        {
            Assertions.SetDefaultExpectTimeout(10_000); // a busy machine is slow, not wrong
            var playwright = await Playwright.CreateAsync();
            var browser = await playwright.Chromium.LaunchAsync(new()
            {
                // It has no windows to draw, which is half of what a browser does.
                ExecutablePath = Tool.TryFind("chromium-headless-shell") ?? Tool.Find("chromium", "chromium-headless-shell"),
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
            });
            return new StartedBrowser(playwright, browser);
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
