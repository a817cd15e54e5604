using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

/// <summary>Shards that are said to be distributed engines: a MariaDB cannot refuse what they would, so the texts are looked at.</summary>
public sealed partial class DistributedShardTests(OnMariaDb on) : IClassFixture<OnMariaDb>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_of_posts_keeps_to_one_bucket()
    {
        var counts = await PostAsync(Enumerable.Range(0, 4).ToDictionary(i => $"Collab:Storage:Shards:{i}:Distributed", _ => (string?)"true"));
        Assert.NotEmpty(counts);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task On_one_server_a_transaction_of_posts_takes_what_there_is()
    {
        var counts = await PostAsync(new Dictionary<string, string?>());
        Assert.Contains(counts, count => count > 1);
    }

    /// <summary>Posts into many buckets of one shard while the first one waits; returns how many buckets each insert of messages has named.</summary>
    private async Task<IReadOnlyList<int>> PostAsync(Dictionary<string, string?> settings)
    {
        await on.Installation.Get<NodeLease>().RenewAsync(Ct);
        await using var node = await on.Installation.NewNodeAsync(settings, Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        var here = new Stage(node);
        var ada = here.NewPerson();
        var streams = new List<StreamId>();
        for (var i = 0; i < 8; i++)
            streams.Add(await here.MakeAsync(here.Channel(ada) with { Id = here.Ids.NextIn<StreamId>(new Bucket((short)(10 + i))) }, ada));
        using var texts = new Texts(node.GetRequiredService<ShardRouter>().For(streams[0]).Database.Address.ConnectionString);
        List<Task> posts = [];
        await using (await here.HoldAsync(streams[0]))
        {
            for (var round = 0; round < 5; round++)
                posts.AddRange(streams.Select(stream => here.PostAsync(stream, ada)));
        }

        await Task.WhenAll(posts);
        foreach (var stream in streams)
            Assert.Equal([1, 2, 3, 4, 5], (await here.HistoryAsync(stream)).Select(m => m.Seq));
        return [.. texts.All.Where(t => t.Contains("INSERT INTO message ", StringComparison.Ordinal)).Select(t => Rows().Matches(t).Select(m => m.Groups[1].Value).Distinct().Count())];
    }

    [GeneratedRegex(@"(?<=VALUES |\),)\((\d+),\d{10,},")]
    private static partial Regex Rows();

    private sealed class Texts : IDisposable
    {
        private readonly ConcurrentQueue<string> _texts = new();
        private readonly ActivityListener _listener;

        public Texts(string connectionString)
        {
            var database = new MySqlConnector.MySqlConnectionStringBuilder(connectionString).Database;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "MySqlConnector",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    if (activity.GetTagItem("db.name") is string name && name == database && activity.GetTagItem("db.statement") is string text)
                        _texts.Enqueue(text);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyCollection<string> All => _texts;

        public void Dispose() => _listener.Dispose();
    }
}
