using Collab.e2e.Fixtures;
using Collab.Support.Servers;

namespace Collab.e2e.Towns;

/// <summary>
/// One set-up site on SQLite, started by the first journey that asks and shared by all: journeys make their own people
/// and channels in it. A journey that stops nodes, or needs an untouched organization, builds a <see cref="Site"/> itself.
/// </summary>
public sealed class TownFixture : IAsyncDisposable
{
    private readonly Shared<Town> town = new(async () => await Town.FoundAsync(await Site.OnSqliteAsync()));

    public Task<Town> TownAsync() => town.GetAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();
}
