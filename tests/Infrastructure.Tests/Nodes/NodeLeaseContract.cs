using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Nodes;

public abstract class NodeLeaseContract(TestInstallation installation)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_node_number_is_leased_once_and_then_they_are_all_taken()
    {
        await installation.ExecuteAsync("DELETE FROM node_lease");
        var leases = new List<NodeLease>();
        for (var i = 0; i < SnowflakeIdSource.Nodes; i++)
        {
            leases.Add(NewLease());
            await leases[^1].ClaimAsync(Ct);
        }

        Assert.Equal(Enumerable.Range(0, SnowflakeIdSource.Nodes), leases.Select(l => l.Node).Order());
        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => NewLease().ClaimAsync(Ct));
        Assert.Equal("All 64 node numbers are taken. Stop a node, or wait a minute if nodes have crashed, then start again.", error.Message);

        await installation.ExecuteAsync($"UPDATE node_lease SET expires_at = 1 WHERE node = {leases[5].Node}");
        var heir = NewLease();
        await heir.ClaimAsync(Ct);
        Assert.Equal(leases[5].Node, heir.Node);
        Assert.False(await leases[5].RenewAsync(Ct));
        Assert.False(leases[5].IsHeld);
        Assert.True(await heir.RenewAsync(Ct));
        await installation.ExecuteAsync("DELETE FROM node_lease");
    }

    [Fact]
    public async Task Nodes_that_claim_at_once_get_numbers_of_their_own()
    {
        var leases = Enumerable.Range(0, 8).Select(_ => NewLease()).ToArray();
        await Task.WhenAll(leases.Select(lease => Task.Run(() => lease.ClaimAsync(Ct), Ct)));
        Assert.Equal(8, leases.Select(l => l.Node).Distinct().Count());
        foreach (var lease in leases)
            await lease.ReleaseAsync(Ct);
    }

    [Fact]
    public async Task A_number_that_is_given_back_rests_for_seconds_only()
    {
        var lease = NewLease();
        await lease.ClaimAsync(Ct);
        var leased = await EndAsync(lease.Node);
        await lease.ReleaseAsync(Ct);
        Assert.False(lease.IsHeld);
        Assert.InRange(leased - await EndAsync(lease.Node), 50_000_000, 56_000_000);
    }

    [Fact]
    public async Task Ids_are_made_under_a_lease_only()
    {
        var lease = NewLease();
        var ids = new LeasedIdSource(lease, installation.Time);
        Assert.Throws<InvalidOperationException>(() => ids.Next<TaskId>());
        await lease.ClaimAsync(Ct);
        Assert.Equal(lease.Node, (int)((ids.Next<TaskId>().Value >> 12) & 63));
        await lease.ReleaseAsync(Ct);
        Assert.Throws<InvalidOperationException>(() => ids.NextInAnyBucket<UserId>());
    }

    [Fact]
    public async Task A_node_that_has_lost_its_lease_stops()
    {
        var (lease, host) = (NewLease(), new FakeHost());
        await lease.ClaimAsync(Ct);
        using var renewal = new NodeLeaseRenewal(lease, host, NullLogger<NodeLeaseRenewal>.Instance);
        Assert.Equal(TimeSpan.FromSeconds(20), await renewal.RunOnceAsync(Ct));
        Assert.False(host.IsStopping);

        await installation.ExecuteAsync($"UPDATE node_lease SET holder = 'somebody else' WHERE node = {lease.Node}");
        Assert.Null(await renewal.RunOnceAsync(Ct));
        Assert.True(host.IsStopping);
        Assert.Throws<InvalidOperationException>(() => new LeasedIdSource(lease, installation.Time).Next<TaskId>());
    }

    private NodeLease NewLease() => new(installation.Get<Database<DirectoryContext>>());

    private async Task<long> EndAsync(int node) =>
        await installation.ReadAsync(context => Task.FromResult(context.NodeLeases.Single(l => l.Node == node).ExpiresAt));

    private sealed class FakeHost : IHostApplicationLifetime
    {
        public bool IsStopping { get; private set; }

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => IsStopping = true;
    }
}

public sealed class NodeLeaseOnSqliteTests(OnSqlite on) : NodeLeaseContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class NodeLeaseOnMariaDbTests(OnMariaDb on) : NodeLeaseContract(on.Installation), IClassFixture<OnMariaDb>;
