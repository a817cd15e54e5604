using Collab.Support.Servers;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Identity.Tests.Support;

public abstract class WorldFixture(World world) : IAsyncLifetime
{
    public World World { get; } = world;

    public async ValueTask InitializeAsync() => await World.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return World.DisposeAsync();
    }
}

public sealed class OnSqlite() : WorldFixture(new World(replace => new SqliteInstallation(replace)));

public sealed class OnMariaDb(MariaDbFixture server) : WorldFixture(new World(replace => new MariaDbInstallation(server, replace)));
