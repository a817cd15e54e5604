using System.Globalization;
using Collab.Domain.Contacts;
using Collab.Domain.Messages;
using Collab.Domain.Preferences;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Sharding.Moves;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding.Moves;

/// <summary>Short ways to fill a bucket, to move it, and to look at all of its rows.</summary>
internal sealed class MoveStage(TestInstallation installation, Stage here)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public IShardAdministration Shards { get; } = here.Services.GetRequiredService<IShardAdministration>();

    public MoveBook Book { get; } = here.Services.GetRequiredService<MoveBook>();

    public Shard ShardOf(Bucket bucket) => here.Router.For(bucket);

    public Shard OtherShard(Bucket bucket) => here.Router.All.First(s => s != ShardOf(bucket));

    /// <summary>A channel with some of everything that a bucket holds; its first person writes.</summary>
    public async Task<(StreamId Stream, UserId Ada, UserId Ben)> FillAsync()
    {
        var (ada, ben) = (here.NewPerson(), here.NewPerson());
        var stream = await here.ChannelAsync(ada, ben);
        for (var i = 0; i < 12; i++)
            await here.PostAsync(stream, ada, here.Message($"number {i} 😀 'quoted' \\ and \"more\"\n", mentions: i % 3 == 0 ? [ben] : null, broadcast: i == 5 ? Broadcast.Channel : Broadcast.None));
        await here.EditAsync(stream, 3, ada, here.Message("edited"));
        await here.ReactAsync(stream, 4, ben, "🎉");
        await here.ReplyAsync(stream, 2, ben);
        await here.ReadUpToAsync(stream, ben, 6);
        await here.Streams.ChangeAsync(await here.SeatAsync(stream, ada), new StreamChange { Topic = "a topic", Archived = true, Audit = here.Audit(ada) }, Ct);
        await here.Streams.ChangeAsync(await here.SeatAsync(stream, ada), new StreamChange { Archived = false }, Ct);
        await here.Services.GetRequiredService<IPreferenceStore>().SetAsync(here.Ids.NextIn<UserId>(stream.Bucket), "theme", "dark", Ct);
        await here.Services.GetRequiredService<IFavouriteStore>().SetAsync(here.Ids.NextIn<UserId>(stream.Bucket), ada, true, Ct);
        return (stream, ada, ben);
    }

    /// <summary>Every row of the bucket on a shard, with its values.</summary>
    public static async Task<List<string>> RowsAsync(Shard shard, Bucket bucket)
    {
        using var context = shard.Database.NewContext();
        var all = new List<string>();
        foreach (var table in ShardTable.Of(context))
        {
            var rows = await new TableRows(table, bucket).ReadRangeAsync(shard, null, null, null, Ct);
            all.AddRange(rows.Select(r => $"{table.Name}: {string.Join(" | ", r.Columns.Zip(r.Values, (c, v) => string.Create(CultureInfo.InvariantCulture, $"{c}={v}")).Order(StringComparer.Ordinal))}"));
        }

        return all;
    }

    public static async Task<string> HomeAsync(Shard shard, Bucket bucket)
    {
        var states = await shard.Database.ReadAsync(
            context => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
                Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.SqlQuery<short>(context.Database, $"SELECT state AS Value FROM bucket_home WHERE bucket = {bucket.Value}"), Ct),
            Ct);
        return states is [var state] ? ((BucketState)state).ToString() : "not here";
    }

    public async Task PlanAsync(Bucket bucket, Shard target)
    {
        await OnlyOurNodeAsync();
        Assert.Null((await Shards.PlanAsync(bucket, target.Name, null, Ct)).Error);
    }

    /// <summary>Works on the bucket's move to its end, as a node does that takes newer maps over meanwhile.</summary>
    public async Task<MoveView> WorkAsync(Bucket bucket, params Stage[] others)
    {
        var work = Shards.WorkAsync(bucket, TimeSpan.Zero, Ct);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!work.IsCompleted && await tick.WaitForNextTickAsync(Ct))
        {
            foreach (var node in others.Prepend(here))
                await node.Services.GetRequiredService<ShardMapReader>().RefreshAsync();
        }

        return await work ?? throw new InvalidOperationException("There was nothing to work on.");
    }

    public async Task<MoveView> MoveAsync(Bucket bucket, Shard target)
    {
        await PlanAsync(bucket, target);
        return await WorkAsync(bucket);
    }

    /// <summary>A process of its own that has taken the move over.</summary>
    public async Task<BucketMover> ClaimAsync(Bucket bucket)
    {
        var move = await Book.ClaimAsync(bucket, Ct) ?? throw new InvalidOperationException("Somebody else has it.");
        var mover = new BucketMover(Book, here.Router, move, TimeSpan.Zero, NullLogger.Instance);
        await mover.TakeOverAsync(Ct);
        return mover;
    }

    /// <summary>The process that holds the move has died, and its lease has run out.</summary>
    public Task DieAsync(Bucket bucket) =>
        installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE bucket_move SET held_until = 0 WHERE bucket = {bucket.Value}"));

    public async Task<BucketMoveRow> RowAsync(Bucket bucket) => (await Book.ListAsync(Ct)).Moves.Single(m => m.Bucket == bucket);

    // Nodes of other tests are gone, but their leases go on for a minute.
    public Task OnlyOurNodeAsync() =>
        installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE node_lease SET expires_at = 0 WHERE node <> {here.Services.GetRequiredService<NodeLease>().Node}"));
}
