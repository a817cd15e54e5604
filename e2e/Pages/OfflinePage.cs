using Collab.e2e.Fixtures;
using Collab.Support;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>What a browser shows when the server cannot be reached, and what it has kept for that.</summary>
public sealed class OfflinePage(Visitor visitor) : PageObject(visitor)
{
    // What lies on the device as it lies there: no key is used.
    private const string AtRest =
        """
        async () => {
          const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
          const db = await new Promise(resolve => { const asked = indexedDB.open('collab'); asked.onsuccess = () => resolve(asked.result); });
          for (const store of db.objectStoreNames) {
            const rows = await new Promise(resolve => { const asked = db.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => resolve(asked.result); });
            for (const row of rows) found.push(`${store} ${JSON.stringify(row, (key, value) => key === 'data' || key === 'iv' ? new TextDecoder('latin1').decode(value) : value)}`);
          }
          db.close();
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) found.push(`${request.url} ${await (await cache.match(request)).text()}`);
          }
          return found;
        }
        """;

    private const string Texts =
        """
        async () => {
          const store = await import('/js/store.js');
          await store.open();
          return (await store.windows()).flatMap(window => window.lines.map(line => new DOMParser().parseFromString(line.html, 'text/html').body.textContent));
        }
        """;

    public ILocator Shell => Page.Locator(".offline-shell");

    public ILocator Banner => Page.Locator(".offline-shell .banner");

    public ILocator Place(string title) => Page.Locator("[data-places] a").Filter(new() { HasText = title });

    public ILocator Rows => Page.Locator(".offline-shell .rows article");

    public ILocator Waiting => Page.Locator(".offline-shell .ghosts article");

    public ILocator Nothing => Page.Locator("[data-nothing]");

    /// <summary>What has been kept of messages, as the page itself reads it.</summary>
    public Task<string[]> KeptAsync() => Page.EvaluateAsync<string[]>(Texts);

    public Task KeepsAsync(string text, bool isKept = true) =>
        Eventually.TrueAsync(async () => (await KeptAsync()).Any(kept => kept.Contains(text, StringComparison.Ordinal)) == isKept, $"'{text}' is {(isKept ? "" : "not ")}kept", TimeSpan.FromSeconds(20));

    /// <summary>Everything that this browser has stored for the site, without any key.</summary>
    public Task<string[]> AtRestAsync() => Page.EvaluateAsync<string[]>(AtRest);

    /// <summary>The page for the time without a network is kept.</summary>
    public Task IsPreparedAsync() =>
        Eventually.TrueAsync(
            () => Page.EvaluateAsync<bool>("async () => !!(await caches.match('/offline')) && !!(await navigator.serviceWorker.getRegistration())?.active"),
            "the service worker is there", TimeSpan.FromSeconds(20));
}
