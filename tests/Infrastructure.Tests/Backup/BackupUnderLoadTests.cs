using System.Collections.Concurrent;
using System.Globalization;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Consumers;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Backup;

/// <summary>
/// A backup that is taken while 32 writers post, people come, channels are made and changed, and handoffs are brought
/// over; read into another installation.
/// </summary>
public sealed class BackupUnderLoadTests(MariaDbFixture servers) : IDisposable
{
    private const int Writers = 32;
    private const int Channels = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-backup-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Everything_acknowledged_before_it_began_is_there_and_nothing_is_there_by_half(bool fromServers, bool toServers)
    {
        await using TestInstallation source = fromServers ? new MariaDbInstallation(servers) : new SqliteInstallation();
        await source.StartAsync(Ct);
        await using var load = await Load.StartAsync(source);
        await load.UntilAsync(posts: 300);
        var before = load.Acknowledged;
        var file = Path.Combine(_folder, "backup.zip");
        var manifest = await new TakeBackup(source.Get<StorageLayout>(), TimeProvider.System).ExecuteAsync(file, null, Quiet.Progress, Ct);
        await load.UntilAsync(posts: load.Acknowledged.Count + 100);
        await load.StopAsync();
        Assert.Equal(5, manifest.Sources.Count);
        Assert.Empty(await CheckBackup.ExecuteAsync(file, Quiet.Progress, Ct));

        await using TestInstallation target = toServers ? new MariaDbInstallation(servers) : new SqliteInstallation();
        // Between servers also with half as many shards.
        await using var node = await target.NewNodeAsync(fromServers && toServers ? Two : new Dictionary<string, string?>(), Ct);
        Assert.Empty(await new RestoreBackup(node).ExecuteAsync(file, null, Quiet.Progress, Ct));
        await TestInstallation.StartNodeAsync(node, Ct);
        await CompareAsync(source, node, before);
        await SettleAsync(node);
        Assert.Empty(await ContentCheck.FaultsOfAsync(node.GetRequiredService<StorageLayout>(), Ct));
    }

    private static readonly Dictionary<string, string?> Two = new()
    {
        ["Collab:Storage:Shards:2:Name"] = null,
        ["Collab:Storage:Shards:2:ConnectionString"] = null,
        ["Collab:Storage:Shards:3:Name"] = null,
        ["Collab:Storage:Shards:3:ConnectionString"] = null,
    };

    private static async Task CompareAsync(TestInstallation source, IServiceProvider node, IReadOnlyCollection<(StreamId Stream, long Seq)> before)
    {
        var (here, there) = (new Stage(source.Services), new Stage(node));
        foreach (var stream in before.Select(b => b.Stream).Distinct())
        {
            var (all, restored) = (await here.HistoryAsync(stream), await there.HistoryAsync(stream));
            Assert.Equal(all.Take(restored.Count).Select(m => (m.Seq, m.Id, m.Text)), restored.Select(m => (m.Seq, m.Id, m.Text)));
            Assert.Equal(Enumerable.Range(1, restored.Count).Select(i => (long)i), restored.Select(m => m.Seq));
            Assert.Equal(restored.Count, (await there.HeadAsync(stream)).LastSeq);
            Assert.True(restored.Count >= before.Where(b => b.Stream == stream).Max(b => b.Seq));
            var versions = (await there.OutboxAsync(stream)).Select(o => o.Version).ToArray();
            Assert.Equal(Enumerable.Range(1, versions.Length).Select(i => (long)i), versions);
        }
    }

    // What was on its way between two databases arrives, and every act has its entry.
    private static async Task SettleAsync(IServiceProvider node)
    {
        await ActivatorUtilities.CreateInstance<DirectoryTaskWorker>(node).RunOnceAsync(Ct);
        while (await ActivatorUtilities.CreateInstance<HandoffCollector>(node).RunOnceAsync(Ct) > 0)
        {
        }

        foreach (var shard in node.GetRequiredService<ShardRouter>().All)
            await ConsumerSteps.CatchUpAsync(new ShardConsumers(shard, node.GetServices<IEventConsumer>(), node.GetRequiredService<ConsumerParts>()));

        var directory = node.GetRequiredService<Database<DirectoryContext>>();
        var entries = await directory.ReadAsync(c => Task.FromResult(c.AuditEntries.Where(a => a.Act == "load.topic").Select(a => a.Target).ToList()), Ct);
        var channels = await directory.ReadAsync(c => Task.FromResult(c.Channels.Where(r => r.Topic != "").Select(r => new { r.StreamId, r.Topic }).ToList()), Ct);
        Assert.NotEmpty(channels);
        foreach (var channel in channels)
        {
            var number = int.Parse(channel.Topic, CultureInfo.InvariantCulture);
            Assert.Equal(Enumerable.Range(1, number).Select(i => $"{channel.StreamId}:{i}").Order(), entries.Where(e => e.StartsWith($"{channel.StreamId}:", StringComparison.Ordinal)).Order());
        }
    }

    private sealed class Load : IAsyncDisposable
    {
        private readonly TestInstallation _installation;
        private readonly TestOrganization _organization;
        private readonly StreamId[] _streams;
        private readonly ConcurrentQueue<(StreamId, long)> _acknowledged = new();
        private readonly CancellationTokenSource _stop = new();
        private Task[] _work = [];
        private int _made;
        private int _topic;

        private Load(TestInstallation installation, TestOrganization organization, StreamId[] streams) =>
            (_installation, _organization, _streams) = (installation, organization, streams);

        public IReadOnlyCollection<(StreamId Stream, long Seq)> Acknowledged => [.. _acknowledged];

        public static async Task<Load> StartAsync(TestInstallation installation)
        {
            var organization = await installation.OrganizationAsync();
            var streams = new List<StreamId>();
            for (var i = 0; i < Channels; i++)
                streams.Add(await organization.AddChannelAsync($"channel-{i}"));
            var load = new Load(installation, organization, [.. streams]);
            load._work =
            [
                .. Enumerable.Range(0, Writers).Select(i => load.AgainAsync(() => load.PostAsync(streams[i % Channels]))),
                load.AgainAsync(() => load.ComeAsync()), load.AgainAsync(() => load.ChangeAsync()), load.AgainAsync(() => load.CollectAsync()),
            ];
            return load;
        }

        public Task UntilAsync(int posts) => Eventually.TrueAsync(() => (_acknowledged.Count >= posts && _topic > 3 && _made > 1) || _work.Any(w => w.IsFaulted), $"{posts} posts", TimeSpan.FromSeconds(60));

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_work);
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }

        private Task AgainAsync(Func<Task> work) => Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
                await work();
        });

        private async Task PostAsync(StreamId stream)
        {
            var posted = await new Stage(_installation.Services).PostAsync(stream, _organization.Owner);
            _acknowledged.Enqueue((stream, posted.Seq));
        }

        private async Task ComeAsync()
        {
            var number = Interlocked.Increment(ref _made);
            await _organization.AddPersonAsync($"Person {number}");
            await _organization.AddChannelAsync($"more-{number}");
        }

        private async Task ChangeAsync()
        {
            var stream = _streams[0];
            var seat = await new Stage(_installation.Services).SeatAsync(stream, _organization.Owner);
            var topic = (++_topic).ToString(CultureInfo.InvariantCulture);
            var changed = await _installation.Get<IStreamStore>().ChangeAsync(
                seat, new StreamChange { Topic = topic, Audit = _organization.Entry("load.topic", $"{stream}:{topic}") }, CancellationToken.None);
            Assert.True(changed.IsOk);
        }

        private Task CollectAsync() => ActivatorUtilities.CreateInstance<HandoffCollector>(_installation.Services).RunOnceAsync(CancellationToken.None);
    }
}
