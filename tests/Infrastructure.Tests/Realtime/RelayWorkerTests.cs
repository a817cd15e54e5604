using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Realtime;

/// <summary>Two nodes whose buses do not reach each other: the outbox is all that they share.</summary>
public abstract class RelayWorkerContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task What_happens_on_a_node_that_the_bus_does_not_reach_arrives_once_and_in_order()
    {
        await using var services = await Installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(services, Ct);
        using var heard = new Heard(services.GetRequiredService<IEventBus>());
        using var worker = ActivatorUtilities.CreateInstance<RelayWorker>(services);
        await worker.StartAsync(Ct);
        var there = new Stage(services);
        var ada = Here.NewPerson();
        var (ours, theirs) = (await Here.ChannelAsync(ada), await there.ChannelAsync(ada));
        for (var i = 0; i < 20; i++)
        {
            await Here.PostAsync(ours, ada);
            await there.PostAsync(theirs, ada);
        }

        await Eventually.TrueAsync(
            () =>
            {
                Installation.Time.Advance(TimeSpan.FromSeconds(1));
                return Versions(heard, ours).Contains(21) && Versions(heard, theirs).Contains(21);
            },
            "all is heard");
        await there.PostAsync(theirs, ada);
        await Eventually.TrueAsync(() => Versions(heard, theirs).Contains(22), "the bus goes on");
        await worker.StopAsync(Ct);

        Assert.Equal(Enumerable.Range(1, 21).Select(v => (long)v), Versions(heard, ours));
        // What the bus brings while the outbox is being read may come twice, but in order.
        Assert.Equal(Enumerable.Range(1, 22).Select(v => (long)v), Versions(heard, theirs).Distinct());
    }

    private static IEnumerable<long> Versions(Heard heard, StreamId stream) =>
        heard.Notices.OfType<DomainEvent>().Where(e => e.Stream == stream).Select(e => e.Version);
}

public sealed class RelayWorkerOnSqliteTests(OnSqlite on) : RelayWorkerContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class RelayWorkerOnMariaDbTests(OnMariaDb on) : RelayWorkerContract(on.Installation), IClassFixture<OnMariaDb>;
