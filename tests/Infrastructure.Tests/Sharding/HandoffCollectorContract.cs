using System.Globalization;
using Collab.Domain.Channels;
using Collab.Domain.Consumers;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

public abstract class HandoffCollectorContract(TestInstallation installation) : IAsyncLifetime
{
    private HandoffCollector Collector => ActivatorUtilities.CreateInstance<HandoffCollector>(installation.Services);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // What other suites on the same installation have left to be collected does not count here.
    public async ValueTask InitializeAsync()
    {
        while (await Collector.RunOnceAsync(Ct) > 0)
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Audit_entries_and_heads_are_brought_over_once_and_struck_off()
    {
        var org = await installation.OrganizationAsync();
        var head = org.NewChannel("handed-over");
        await org.ReserveAsync(head);
        var entry = org.Entry();
        await HandOverAsync(head.Id.Bucket, 1, HandoffKind.AuditEntry, Json.Write(entry));
        await HandOverAsync(head.Id.Bucket, 2, HandoffKind.ChannelHead, Json.Write(head with { Version = 5, Topic = "five" }));
        await HandOverAsync(head.Id.Bucket, 3, HandoffKind.ChannelHead, Json.Write(head with { Version = 4, Topic = "four" }));

        Assert.Equal(3, await Collector.RunOnceAsync(Ct));
        Assert.True(await installation.HasAuditAsync(entry));
        Assert.Equal("five", Assert.Single(await installation.Get<IChannelDirectory>().FindByNamesAsync(org.Workspace, ["handed-over"], Ct)).Topic);
        Assert.Equal(0, await Collector.RunOnceAsync(Ct));
    }

    [Fact]
    public async Task What_was_brought_over_before_a_crash_comes_again_without_harm()
    {
        var org = await installation.OrganizationAsync();
        var (first, second) = (org.Entry(), org.Entry());
        await HandOverAsync(new Bucket(700), 10, HandoffKind.AuditEntry, Json.Write(first));
        await Collector.RunOnceAsync(Ct);
        await HandOverAsync(new Bucket(700), 10, HandoffKind.AuditEntry, Json.Write(first));
        await HandOverAsync(new Bucket(700), 11, HandoffKind.AuditEntry, Json.Write(second));
        Assert.Equal(2, await Collector.RunOnceAsync(Ct));
        Assert.Equal(1, await installation.CountAsync("audit_entry", $"entry_id = {first.Id}"));
        Assert.True(await installation.HasAuditAsync(second));
    }

    [Fact]
    public async Task Two_collectors_at_once_bring_each_entry_over_once()
    {
        var org = await installation.OrganizationAsync();
        for (var i = 0; i < 450; i++)
            await HandOverAsync(new Bucket((short)(i * 2)), 100 + i, HandoffKind.AuditEntry, Json.Write(org.Entry(target: "crowd:1")));
        await Task.WhenAll(Task.Run(() => Collector.RunOnceAsync(Ct), Ct), Task.Run(() => Collector.RunOnceAsync(Ct), Ct));
        Assert.Equal(450, await installation.CountAsync("audit_entry", "target = 'crowd:1'"));
        Assert.Equal(0, await Collector.RunOnceAsync(Ct));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_parked_and_holds_nobody_up()
    {
        var org = await installation.OrganizationAsync();
        var (bucket, entry) = (new Bucket(900), org.Entry());
        await HandOverAsync(bucket, 1, HandoffKind.AuditEntry, "{broken");
        await HandOverAsync(bucket, 2, HandoffKind.AuditEntry, Json.Write(entry));
        Assert.Equal(1, await Collector.RunOnceAsync(Ct));
        Assert.True(await installation.HasAuditAsync(entry));
        Assert.Equal(0, await CountAsync(bucket));
        var parked = Assert.Single(await ParkedAsync(), p => p.EventId == new EventId(1)).View;
        Assert.Equal(("handoff.audit_entry", null, "What was handed over cannot be read."), (parked.Kind, parked.Stream, parked.Error));
        await DiscardAsync(parked);
    }

    [Fact]
    public async Task A_parked_row_is_brought_over_on_request_when_it_can_be_read()
    {
        var org = await installation.OrganizationAsync();
        var (bucket, entry) = (new Bucket(0), org.Entry());
        var whole = Json.Write(entry)!;
        await HandOverAsync(bucket, 3, HandoffKind.AuditEntry, whole[..^1]);
        await Collector.RunOnceAsync(Ct);
        var parked = Assert.Single(await ParkedAsync(), p => p.EventId == new EventId(3)).View;
        Assert.True(ParkedKey.TryParse(parked.Id, out var key));
        await RetryAsync(key);
        Assert.Equal(2, Assert.Single(await ParkedAsync(), p => p.EventId == new EventId(3)).View.Attempts);

        await installation.Get<ShardRouter>().For(bucket).Database.WriteAsync(
            c => c.ParkedEvents.Where(p => p.Bucket == bucket && p.Version == 3).ExecuteUpdateAsync(s => s.SetProperty(p => p.Data, whole), Ct), Ct);
        await RetryAsync(key);

        Assert.True(await installation.HasAuditAsync(entry));
        Assert.DoesNotContain(await ParkedAsync(), p => p.EventId == new EventId(3));
    }

    [Fact]
    public async Task A_row_of_a_kind_that_only_a_newer_version_knows_stays()
    {
        var bucket = new Bucket(901);
        await HandOverAsync(bucket, 5, (HandoffKind)99, "{}");
        Assert.Equal(0, await Collector.RunOnceAsync(Ct));
        Assert.Equal(1, await CountAsync(bucket));
        Assert.DoesNotContain(await ParkedAsync(), p => p.EventId == new EventId(5));
        await installation.Get<ShardRouter>().For(bucket).Database.WriteAsync(c => c.Handoffs.Where(h => h.Bucket == bucket).ExecuteDeleteAsync(Ct), Ct);
    }

    [Fact]
    public async Task A_change_of_a_channel_reaches_the_audit_log_with_the_collector_and_the_directory_with_its_consumer()
    {
        var org = await installation.OrganizationAsync();
        var channel = await org.AddChannelAsync("changing");
        var seat = await Support.Streams.TestSeats.SeatAsync(installation.Get<IStreamStore>(), channel, org.Owner, Ct);
        var entry = org.Entry();
        await installation.Get<IStreamStore>().ChangeAsync(seat, new StreamChange { Topic = "from the shard", Archived = true, Audit = entry }, Ct);
        await Collector.RunOnceAsync(Ct);
        Assert.True(await installation.HasAuditAsync(entry));

        var router = installation.Get<ShardRouter>();
        var consumers = new ShardConsumers(router.For(channel), installation.Services.GetServices<IEventConsumer>(), installation.Get<ConsumerParts>());
        await consumers.StepAsync(Ct);
        await consumers.StopAsync(Ct);

        var listed = Assert.Single(await installation.Get<IChannelDirectory>().FindByNamesAsync(org.Workspace, ["changing"], Ct));
        Assert.Equal(("from the shard", true), (listed.Topic, listed.IsArchived));
    }

    private async Task<List<(EventId EventId, ParkedEvent View)>> ParkedAsync()
    {
        var page = await installation.Get<IConsumerStore>().ListParkedAsync(HandoffCollector.Name, null, 200, Ct);
        return [.. page.Items.Select(p => (new EventId(long.Parse(p.Id.Split('.')[2], CultureInfo.InvariantCulture)), p))];
    }

    private async Task RetryAsync(ParkedKey key)
    {
        var org = await installation.OrganizationAsync();
        Assert.True((await installation.Get<IConsumerStore>().RetryAsync(key, org.Entry(), Ct)).IsOk);
        await Collector.RunOnceAsync(Ct);
    }

    private async Task DiscardAsync(ParkedEvent parked)
    {
        var org = await installation.OrganizationAsync();
        Assert.True(ParkedKey.TryParse(parked.Id, out var key));
        Assert.True((await installation.Get<IConsumerStore>().DiscardAsync(key, org.Entry(), Ct)).IsOk);
    }

    private Task<int> CountAsync(Bucket bucket) =>
        installation.Get<ShardRouter>().For(bucket).Database.ReadAsync(c => c.Handoffs.CountAsync(h => h.Bucket == bucket, Ct), Ct);

    private Task HandOverAsync(Bucket bucket, long id, HandoffKind kind, string? data) =>
        installation.Get<ShardRouter>().For(bucket).Database.WriteAsync(
            context =>
            {
                context.Add(new HandoffRow { Bucket = bucket, HandoffId = id, Kind = kind, Data = data ?? "" });
                return Task.CompletedTask;
            },
            Ct);
}

public sealed class HandoffCollectorOnSqliteTests(OnSqlite on) : HandoffCollectorContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class HandoffCollectorOnMariaDbTests(OnMariaDb on) : HandoffCollectorContract(on.Installation), IClassFixture<OnMariaDb>;
