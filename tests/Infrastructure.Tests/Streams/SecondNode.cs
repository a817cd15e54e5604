using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>Another node, with its stores.</summary>
internal sealed class SecondNode(ServiceProvider services) : IAsyncDisposable
{
    public Stage Stage { get; } = new(services);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
