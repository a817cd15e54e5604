using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

/// <summary>The directory lies on a server of its own, and that server goes.</summary>
public sealed class DirectoryAwayTests(MariaDbFixture shared) : IAsyncLifetime
{
    private readonly MariaDbInstallation _installation = new(shared, StageStandings.Use);
    private MariaDbServer? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MariaDbServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _server = await MariaDbServer.StartAsync(ct: Ct);

    public async ValueTask DisposeAsync()
    {
        await _installation.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_needs_it_is_told_at_once_and_goes_on_when_it_is_back()
    {
        var address = await Server.CreateDatabaseAsync("apart", Ct);
        await using var node = await _installation.NewNodeAsync(new Dictionary<string, string?> { ["Collab:Storage:Directory"] = address }, Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        var (here, directory) = (new Stage(node), node.GetRequiredService<Database<DirectoryContext>>());
        using var watch = ActivatorUtilities.CreateInstance<DirectoryWatch>(node);
        await using var probe = new ShardProbe(directory.Address);
        await watch.LookAsync(probe, Ct);
        Assert.False(directory.Reach.IsAway);

        await Server.CrashAsync();
        await watch.LookAsync(probe, Ct);

        Assert.True(directory.Reach.IsAway);
        Assert.Equal(["directory"], node.GetRequiredService<Troubles>().All);
        await Assert.ThrowsAsync<DatabaseAwayException>(() => directory.CommandAsync((_, _, _) => Task.FromResult(1)));
        await Assert.ThrowsAsync<DatabaseAwayException>(() => directory.ReadAsync(_ => Task.FromResult(1), Ct));
        Assert.DoesNotContain(here.Router.All, shard => shard.Database.Reach.IsAway);

        await Server.StartAgainAsync(Ct);
        var gaps = 0;
        using var subscription = node.GetRequiredService<IEventBus>().Subscribe(_ => { }, () => Interlocked.Increment(ref gaps));
        await watch.LookAsync(probe, Ct);

        Assert.False(directory.Reach.IsAway);
        Assert.Empty(node.GetRequiredService<Troubles>().All);
        await Eventually.TrueAsync(() => Volatile.Read(ref gaps) == 1, "pages are told to read what they missed");
        Assert.Equal(1, await directory.ReadAsync(_ => Task.FromResult(1), Ct));
    }
}
