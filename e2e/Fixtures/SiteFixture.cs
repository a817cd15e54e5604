using Collab.Support.Servers;

namespace Collab.e2e.Fixtures;

/// <summary>
/// The two kinds of site, each started by the first journey that asks and shared by all, so journeys make their own
/// people and channels. A journey that stops nodes, or needs an untouched organization, builds a <see cref="Site"/> itself.
/// </summary>
public sealed class SiteFixture : IAsyncDisposable
{
    private readonly Shared<Site> sqlite = new(() => Site.OnSqliteAsync());
    private readonly Shared<Site> mariaDb = new(Site.OnMariaDbAsync);

    public Task<Site> SqliteAsync() => sqlite.GetAsync();

    public Task<Site> MariaDbAsync() => mariaDb.GetAsync();

    public async ValueTask DisposeAsync()
    {
        await sqlite.DisposeAsync();
        await mariaDb.DisposeAsync();
    }
}
