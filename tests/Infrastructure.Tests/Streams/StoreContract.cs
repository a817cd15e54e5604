using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>What the suites of the sharded stores share: an installation and the stores of its first node.</summary>
public abstract class StoreContract(TestInstallation installation) : IAsyncLifetime
{
    private Stage? _here;
    private LeaseKeeper? _lease;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected TestInstallation Installation => installation;

    private protected Stage Here => _here ??= new Stage(installation.Services);

    // No hosted service runs in a test installation, so nobody else renews the lease that ids rest on.
    public async ValueTask InitializeAsync() => _lease = await LeaseKeeper.StartAsync(installation.Services, Ct);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_lease is not null)
            await _lease.DisposeAsync();
    }

    /// <summary>A second node over the same databases.</summary>
    private protected async Task<SecondNode> SecondNodeAsync()
    {
        var services = await installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(services, Ct);
        return new SecondNode(services, await LeaseKeeper.StartAsync(services, Ct));
    }
}
