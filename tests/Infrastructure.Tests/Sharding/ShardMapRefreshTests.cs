using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

public abstract class ShardMapRefreshContract(TestInstallation installation)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_takes_over_a_newer_map_once()
    {
        await using var node = await NodeAsync();
        var (router, refresh) = (node.GetRequiredService<ShardRouter>(), RefreshOf(node));
        var (bucket, before) = (new Bucket(3), router.MapVersion);
        Assert.Equal("shard-0", router.For(bucket).Name);

        await MoveAsync(bucket, shard: 2);
        Assert.Equal(1, await refresh.RunOnceAsync(Ct));
        Assert.Equal(0, await refresh.RunOnceAsync(Ct));

        Assert.Equal(("shard-2", before + 1), (router.For(bucket).Name, router.MapVersion));
        Assert.Equal("shard-0", router.For(new Bucket(4)).Name);
        await MoveAsync(bucket, shard: 0);
    }

    [Fact]
    public async Task A_map_that_names_an_unknown_shard_is_not_taken()
    {
        await using var node = await NodeAsync();
        var (router, refresh) = (node.GetRequiredService<ShardRouter>(), RefreshOf(node));
        var (bucket, before) = (new Bucket(9), router.MapVersion);

        await MoveAsync(bucket, shard: 77);
        await Assert.ThrowsAsync<StorageSettingsException>(() => refresh.RunOnceAsync(Ct));
        Assert.Equal(("shard-0", before), (router.For(bucket).Name, router.MapVersion));

        await MoveAsync(bucket, shard: 1);
        Assert.Equal(1, await refresh.RunOnceAsync(Ct));
        Assert.Equal("shard-1", router.For(bucket).Name);
    }

    private async Task<ServiceProvider> NodeAsync()
    {
        var node = await installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        return node;
    }

    private static ShardMapRefresh RefreshOf(IServiceProvider node) => ActivatorUtilities.CreateInstance<ShardMapRefresh>(node);

    private async Task MoveAsync(Bucket bucket, int shard)
    {
        await installation.ExecuteAsync(FormattableString.Invariant($"UPDATE bucket_map SET shard_id = {shard} WHERE bucket = {bucket.Value}"));
        await installation.ExecuteAsync("UPDATE installation SET map_version = map_version + 1");
    }
}

public sealed class ShardMapRefreshOnSqliteTests(OnSqlite on) : ShardMapRefreshContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ShardMapRefreshOnMariaDbTests(OnMariaDb on) : ShardMapRefreshContract(on.Installation), IClassFixture<OnMariaDb>;
