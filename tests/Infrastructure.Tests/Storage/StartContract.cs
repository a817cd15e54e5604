using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

public abstract class StartContract(TestInstallation installation)
{
    [Fact]
    public void A_new_installation_spreads_its_buckets_evenly_over_four_shards()
    {
        var router = installation.Get<ShardRouter>();
        var perShard = Enumerable.Range(0, Bucket.Count).GroupBy(b => router.For(new Bucket((short)b)).Name).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(["shard-0", "shard-1", "shard-2", "shard-3"], perShard.Keys.Order());
        Assert.All(perShard.Values, count => Assert.Equal(Bucket.Count / 4, count));
    }

    [Fact]
    public async Task A_second_start_finds_what_the_first_one_made()
    {
        await using var again = await installation.NewNodeAsync(TestContext.Current.CancellationToken);
        await TestInstallation.StartNodeAsync(again, TestContext.Current.CancellationToken);
        var (before, after) = (installation.Get<ShardRouter>(), again.GetRequiredService<ShardRouter>());
        Assert.All(Enumerable.Range(0, Bucket.Count), b => Assert.Equal(before.For(new Bucket((short)b)).Name, after.For(new Bucket((short)b)).Name));
        Assert.NotEqual(installation.Get<IIdSource>().Next<TaskId>(), again.GetRequiredService<IIdSource>().Next<TaskId>());
    }
}

public sealed class StartOnSqliteTests(OnSqlite on) : StartContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class StartOnMariaDbTests(OnMariaDb on) : StartContract(on.Installation), IClassFixture<OnMariaDb>;
