using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
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
    public async Task A_row_that_cannot_be_read_stays_and_holds_nobody_up()
    {
        var org = await installation.OrganizationAsync();
        var (bucket, entry) = (new Bucket(900), org.Entry());
        await HandOverAsync(bucket, 1, HandoffKind.AuditEntry, "{broken");
        await HandOverAsync(bucket, 2, HandoffKind.AuditEntry, Json.Write(entry));
        Assert.Equal(1, await Collector.RunOnceAsync(Ct));
        Assert.True(await installation.HasAuditAsync(entry));
        var shard = installation.Get<ShardRouter>().For(bucket);
        Assert.Equal(1, await shard.Database.ReadAsync(c => c.Handoffs.CountAsync(h => h.Bucket == bucket, Ct), Ct));
        await shard.Database.WriteAsync(c => c.Handoffs.Where(h => h.Bucket == bucket).ExecuteDeleteAsync(Ct), Ct);
    }

    [Fact]
    public async Task A_change_of_a_channel_reaches_directory_and_audit_log()
    {
        var org = await installation.OrganizationAsync();
        var channel = await org.AddChannelAsync("changing");
        var seat = await Support.Streams.TestSeats.SeatAsync(installation.Get<IStreamStore>(), channel, org.Owner, Ct);
        var entry = org.Entry();
        await installation.Get<IStreamStore>().ChangeAsync(seat, new StreamChange { Topic = "from the shard", Archived = true, Audit = entry }, Ct);
        await Collector.RunOnceAsync(Ct);
        var listed = Assert.Single(await installation.Get<IChannelDirectory>().FindByNamesAsync(org.Workspace, ["changing"], Ct));
        Assert.Equal(("from the shard", true), (listed.Topic, listed.IsArchived));
        Assert.True(await installation.HasAuditAsync(entry));
    }

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
