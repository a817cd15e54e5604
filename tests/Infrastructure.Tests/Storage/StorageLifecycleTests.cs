using System.Collections.Concurrent;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

public sealed class StorageLifecycleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_number_is_given_back_once_and_every_stop_waits_for_it()
    {
        var log = new Lines();
        await using var installation = new SqliteInstallation();
        await installation.StartAsync(Ct);
        var node = await installation.NewNodeAsync(Ct);
        var lifecycle = ActivatorUtilities.CreateInstance<StorageLifecycle>(node, log);
        await lifecycle.StartingAsync(Ct);
        var number = node.GetRequiredService<NodeLease>().Node;

        // A host that is stopped by its owner while it stops by itself runs its last step twice, and is disposed after either.
        Task[] stops;
        using (await HeldWriter.TakeAsync(node.GetRequiredService<Database<DirectoryContext>>(), Ct))
        {
            stops = [lifecycle.StoppedAsync(Ct), lifecycle.StoppedAsync(Ct)];
            Assert.All(stops, stop => Assert.False(stop.IsCompleted));
        }

        await Task.WhenAny(stops);
        await node.DisposeAsync();
        await Task.WhenAll(stops);
        await lifecycle.StoppedAsync(Ct);

        Assert.Empty(log.All);
        var soon = Instant.ToStored(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30));
        Assert.Equal(1, await installation.CountAsync("node_lease", FormattableString.Invariant($"node = {number} AND expires_at < {soon}")));
    }

    private sealed class HeldWriter(SemaphoreSlim writer) : IDisposable
    {
        public static async Task<HeldWriter> TakeAsync(Database<DirectoryContext> directory, CancellationToken ct)
        {
            var writer = directory.Writer ?? throw new InvalidOperationException("SQLite has a writer.");
            await writer.WaitAsync(ct);
            return new HeldWriter(writer);
        }

        public void Dispose() => writer.Release();
    }

    private sealed class Lines : ILogger<StorageLifecycle>
    {
        public ConcurrentQueue<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));
    }
}
