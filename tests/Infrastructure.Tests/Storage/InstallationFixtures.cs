using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

/// <summary>One installation for all tests of a class; a contract suite is a class per kind.</summary>
public abstract class InstallationFixture(TestInstallation installation) : IAsyncLifetime
{
    public TestInstallation Installation { get; } = installation;

    public async ValueTask InitializeAsync() => await Installation.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Installation.DisposeAsync();
    }
}

/// <summary>SQLite files in a temporary folder.</summary>
public sealed class OnSqlite() : InstallationFixture(new SqliteInstallation(StageStandings.Use));

/// <summary>Databases of the assembly's two MariaDBs, shared by all suites of <see cref="OnTwoServersSuites"/>.</summary>
public sealed class OnTwoServers(MariaDbFixture server) : InstallationFixture(new MariaDbInstallation(server, StageStandings.Use, onTwoServers: true));

/// <summary>What must hold when the shards lie on several servers: suites run on one installation, one after the other.</summary>
[CollectionDefinition(nameof(OnTwoServersSuites))]
public sealed class OnTwoServersSuites : ICollectionFixture<OnTwoServers>;

/// <summary>Databases of the assembly's MariaDB.</summary>
public sealed class OnMariaDb(MariaDbFixture server) : InstallationFixture(new MariaDbInstallation(server, StageStandings.Use));
