using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>Another node, with its stores.</summary>
internal sealed class SecondNode(ServiceProvider services, LeaseKeeper lease) : IAsyncDisposable
{
    public Stage Stage { get; } = new(services);

    public async ValueTask DisposeAsync()
    {
        await lease.DisposeAsync();
        await services.DisposeAsync();
    }
}
