using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>What the suites of consumers share: nodes that work for them, step by step.</summary>
public abstract class ConsumerSuite(TestInstallation installation) : StoreContract(installation)
{
    private protected static EventsOptions Options { get; } = new() { Attempts = 3, PauseSeconds = 1, SweepSeconds = 300 };

    /// <summary>A node's work for consumers on the shard of a stream.</summary>
    private protected ShardConsumers NodeFor(StreamId stream, params IEventConsumer[] consumers) => NodeFor(Here.Services, stream, consumers);

    private protected ShardConsumers NodeFor(IServiceProvider node, StreamId stream, params IEventConsumer[] consumers)
    {
        var parts = Parts(node);
        return new ShardConsumers(parts.Router.For(stream), consumers, parts);
    }

    private protected ConsumerParts Parts(IServiceProvider node) =>
        new(node.GetRequiredService<ShardRouter>(), node.GetRequiredService<BucketGate>(), Microsoft.Extensions.Options.Options.Create(Options), Installation.Time, NullLogger<ConsumerWorker>.Instance);

    private protected static Task StepAsync(ShardConsumers node) => ConsumerSteps.StepAsync(node);

    private protected static Task CatchUpAsync(ShardConsumers node) => ConsumerSteps.CatchUpAsync(node);

    /// <summary>Steps, letting time pass, until something is so.</summary>
    private protected async Task StepUntilAsync(ShardConsumers node, Func<Task<bool>> isSo)
    {
        for (var i = 0; i < ConsumerSteps.Most; i++)
        {
            await StepAsync(node);
            if (await isSo())
                return;
            Installation.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Fail("It does not come to that.");
    }

    private protected Task StepUntilAsync(ShardConsumers node, Func<bool> isSo) => StepUntilAsync(node, () => Task.FromResult(isSo()));

    /// <summary>What happens to the leases of a node that dies: their time runs out.</summary>
    private protected Task LetLeaseRunOutAsync(StreamId stream, IEventConsumer consumer) =>
        Here.Router.For(stream).Database.WriteAsync(
            context => context.Database.ExecuteSqlRawAsync("UPDATE consumer_lease SET expires_at = 0 WHERE consumer = {0}", [consumer.Name], Ct), Ct);

    private protected async Task<long> CursorAsync(StreamId stream, IEventConsumer consumer) =>
        (await Here.RowsAsync(stream, c => c.ConsumerCursors.Where(r => r.Bucket == stream.Bucket && r.Consumer == consumer.Name && r.StreamId == stream))).SingleOrDefault()?.Version ?? 0;

    private protected Task<List<ParkedEventRow>> ParkedAsync(StreamId stream, IEventConsumer consumer) =>
        Here.RowsAsync(stream, c => c.ParkedEvents.Where(p => p.Bucket == stream.Bucket && p.Consumer == consumer.Name && p.StreamId == stream).OrderBy(p => p.Version));

    private protected Task<StreamId> ChannelInAsync(Bucket bucket, UserId by) => Here.MakeAsync(Here.Channel(by) with { Id = Here.Ids.NextIn<StreamId>(bucket) }, by);

    private protected static IEnumerable<long> Versions(int last) => Enumerable.Range(1, last).Select(v => (long)v);
}
