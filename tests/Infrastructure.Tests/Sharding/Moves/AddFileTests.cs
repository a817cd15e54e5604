using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding.Moves;

/// <summary>Further shards of an installation in files.</summary>
public sealed class AddFileTests : IAsyncDisposable
{
    private readonly SqliteInstallation _installation = new(StageStandings.Use);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task A_running_node_finds_a_file_that_was_added_and_follows_buckets_there()
    {
        await _installation.StartAsync(Ct);
        var here = new Stage(_installation.Services);
        var ada = here.NewPerson();
        var stream = await here.MakeAsync(here.Channel(ada) with { Id = here.Ids.NextIn<StreamId>(new Bucket(7)) }, ada);
        await here.PostAsync(stream, ada, "before");
        await StorageOpening.AddShardAsync(new StorageOptions(), new DataFolder(_installation.Folder), "shard-4", Ct);
        await using var operators = await _installation.NewNodeAsync(Ct);
        await operators.GetRequiredService<StorageOpening>().PrepareAsync(Ct);
        var shards = operators.GetRequiredService<IShardAdministration>();
        Assert.Null((await shards.PlanAsync(stream.Bucket, "shard-4", null, Ct)).Error);

        var work = shards.WorkAsync(stream.Bucket, TimeSpan.Zero, Ct);
        await Support.Eventually.TrueAsync(
            async () =>
            {
                await here.Services.GetRequiredService<ShardMapReader>().RefreshAsync();
                return work.IsCompleted;
            },
            "the move ends");

        Assert.Equal(MoveStep.Done, (await work)?.Step);
        Assert.Equal("shard-4", here.Router.For(stream).Name);
        Assert.Equal(2, (await here.PostAsync(stream, ada, "after")).Seq);
        Assert.Equal(["before", "after"], (await here.HistoryAsync(stream)).Select(m => m.Text));
        Assert.Equal(1, await _installation.CountAsync("node_lease", $"node = {_installation.Get<NodeLease>().Node} AND shards = '0,1,2,3,4'"));
    }
}
