using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Realtime;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Servers;
using MySqlConnector;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

// An installation of its own: other suites move buckets in the shared one.
public sealed class StartOnTwoServersTests(OnTwoServers on, MariaDbFixture servers) : StartContract(on.Installation), IClassFixture<OnTwoServers>
{
    [Fact]
    public async Task Half_of_the_buckets_lie_on_each_server()
    {
        var router = on.Installation.Get<ShardRouter>();
        var perPort = Enumerable.Range(0, Bucket.Count).GroupBy(b => PortOf(router.For(new Bucket((short)b)))).ToDictionary(g => g.Key, g => g.Count());
        var (first, second) = (await servers.ServerAsync(), await servers.SecondServerAsync());

        Assert.Equal(new Dictionary<int, int> { [first.Port] = Bucket.Count / 2, [second.Port] = Bucket.Count / 2 }, perPort);
    }

    private static int PortOf(Shard shard) => (int)new MySqlConnectionStringBuilder(shard.Database.Address.ConnectionString).Port;
}

[Collection(nameof(OnTwoServersSuites))]
public sealed class DatabaseWriteOnTwoServersTests(OnTwoServers on) : DatabaseWriteContract(on.Installation);

[Collection(nameof(OnTwoServersSuites))]
public sealed class PostOnTwoServersTests(OnTwoServers on) : PostContract(on.Installation);

[Collection(nameof(OnTwoServersSuites))]
public sealed class OutboxRelayOnTwoServersTests(OnTwoServers on) : OutboxRelayContract(on.Installation);

[Collection(nameof(OnTwoServersSuites))]
public sealed class RelayWorkerOnTwoServersTests(OnTwoServers on) : RelayWorkerContract(on.Installation);

[Collection(nameof(OnTwoServersSuites))]
public sealed class SeatStoreOnTwoServersTests(OnTwoServers on) : SeatStoreContract(on.Installation);

[Collection(nameof(OnTwoServersSuites))]
public sealed class HandoffCollectorOnTwoServersTests(OnTwoServers on) : HandoffCollectorContract(on.Installation);
