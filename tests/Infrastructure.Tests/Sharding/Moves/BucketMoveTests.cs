using System.Globalization;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Sharding.Moves;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding.Moves;

public abstract class BucketMoveContract(TestInstallation installation) : StoreContract(installation)
{
    private MoveStage? _moves;

    public static TheoryData<MoveStep> Steps => [MoveStep.Planned, MoveStep.Copying, MoveStep.Fenced, MoveStep.Verified, MoveStep.Switched, MoveStep.Cleaning];

    public static TheoryData<MoveStep> StepsBeforeTheSwitch => [MoveStep.Planned, MoveStep.Copying, MoveStep.Fenced, MoveStep.Verified];

    private MoveStage Moves => _moves ??= new MoveStage(Installation, Here);

    [Fact]
    public async Task A_bucket_moves_with_everything_in_it_and_leaves_nothing_behind()
    {
        var (stream, ada, ben) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        var before = await MoveStage.RowsAsync(from, bucket);
        var history = await Here.HistoryAsync(stream);

        var moved = await Moves.MoveAsync(bucket, to);

        Assert.Equal((MoveStep.Done, from.Name, to.Name), (moved.Step, moved.Source, moved.Target));
        Assert.Equal(before, await MoveStage.RowsAsync(to, bucket));
        Assert.Empty(await MoveStage.RowsAsync(from, bucket));
        Assert.Equal(("not here", "Open"), (await MoveStage.HomeAsync(from, bucket), await MoveStage.HomeAsync(to, bucket)));
        Assert.Equal(to, Moves.ShardOf(bucket));
        Assert.Equal(history.Select(m => (m.Seq, m.Text, m.Revision)), (await Here.HistoryAsync(stream)).Select(m => (m.Seq, m.Text, m.Revision)));
        Assert.Equal(history.Count + 1, (await Here.PostAsync(stream, ada)).Seq);
        Assert.Single((await Here.Seats.ListPlacesAsync(ben, Ct)).Items);
    }

    [Fact]
    public async Task A_bucket_comes_back()
    {
        var (stream, ada, _) = await Moves.FillAsync();
        var (home, away) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket));
        await Moves.MoveAsync(stream.Bucket, away);
        var posted = await Here.PostAsync(stream, ada, "written away");
        var rows = await MoveStage.RowsAsync(away, stream.Bucket);
        await Moves.MoveAsync(stream.Bucket, home);

        Assert.Equal(rows, await MoveStage.RowsAsync(home, stream.Bucket));
        Assert.Empty(await MoveStage.RowsAsync(away, stream.Bucket));
        Assert.Equal("written away", (await Here.FindAsync(stream, posted.Seq))!.Text);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_move_whose_process_dies_before_a_step_is_finished_by_another(MoveStep dies)
    {
        var (stream, ada, _) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        var before = await MoveStage.RowsAsync(from, bucket);
        await StopBeforeAsync(bucket, to, dies);

        var moved = await Moves.WorkAsync(bucket);

        Assert.Equal(MoveStep.Done, moved.Step);
        Assert.Equal(before, await MoveStage.RowsAsync(to, bucket));
        Assert.Empty(await MoveStage.RowsAsync(from, bucket));
        Assert.Equal("after", (await Here.PostAsync(stream, ada, "after")).Text);
    }

    [Theory]
    [MemberData(nameof(StepsBeforeTheSwitch))]
    public async Task A_move_is_rolled_back_from_any_step_before_the_switch(MoveStep dies)
    {
        var (stream, ada, _) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        var before = await MoveStage.RowsAsync(from, bucket);
        await StopBeforeAsync(bucket, to, dies);
        Assert.True((await Moves.Shards.AbortAsync(bucket, null, Ct)).Value.IsUnwanted);

        Assert.Equal(MoveStep.Undone, (await Moves.WorkAsync(bucket)).Step);

        Assert.Equal(before, await MoveStage.RowsAsync(from, bucket));
        Assert.Empty(await MoveStage.RowsAsync(to, bucket));
        Assert.Equal(("Open", "not here"), (await MoveStage.HomeAsync(from, bucket), await MoveStage.HomeAsync(to, bucket)));
        Assert.Equal(from, Moves.ShardOf(bucket));
        Assert.Equal("after", (await Here.PostAsync(stream, ada, "after")).Text);
    }

    [Theory]
    [InlineData(MoveStep.Switched)]
    [InlineData(MoveStep.Cleaning)]
    public async Task After_the_switch_a_move_is_not_rolled_back(MoveStep dies)
    {
        var (stream, _, _) = await Moves.FillAsync();
        await StopBeforeAsync(stream.Bucket, Moves.OtherShard(stream.Bucket), dies);
        Assert.Equal("move.switched", (await Moves.Shards.AbortAsync(stream.Bucket, null, Ct)).Error?.Code);
        Assert.Equal(MoveStep.Done, (await Moves.WorkAsync(stream.Bucket)).Step);
        Assert.Equal("move.none", (await Moves.Shards.AbortAsync(stream.Bucket, null, Ct)).Error?.Code);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_process_that_wakes_up_late_changes_nothing(MoveStep sleeps)
    {
        var (stream, ada, _) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        var sleeper = await StopBeforeAsync(bucket, to, sleeps);
        await Moves.WorkAsync(bucket);
        await Here.PostAsync(stream, ada, "newer than the sleeper");
        var after = await MoveStage.RowsAsync(to, bucket);

        await Assert.ThrowsAsync<MoveLostException>(() => sleeper.AdvanceAsync(Ct));

        Assert.Equal(after, await MoveStage.RowsAsync(to, bucket));
        Assert.Empty(await MoveStage.RowsAsync(from, bucket));
        Assert.Equal("Open", await MoveStage.HomeAsync(to, bucket));
    }

    [Fact]
    public async Task What_is_written_between_the_copy_and_the_fence_comes_along()
    {
        var (stream, ada, ben) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        await Moves.PlanAsync(bucket, to);
        var mover = await Moves.ClaimAsync(bucket);
        while (mover.Step < MoveStep.Fenced)
            await mover.AdvanceAsync(Ct);
        await Here.PostAsync(stream, ben, "late");
        await Here.EditAsync(stream, 1, ada, Here.Message("late edit", mentions: [ben]));
        await Here.ReactAsync(stream, 4, ben, "🎉", given: false);
        await Here.ReplyAsync(stream, 7, ben);
        await Here.ReadUpToAsync(stream, ben, 9);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, ben), ben, null, Ct);
        var made = Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(bucket) };
        await Here.MakeAsync(made, ada);
        var before = await MoveStage.RowsAsync(from, bucket);

        await mover.AdvanceAsync(Ct);

        Assert.Equal(MoveStep.Switched, mover.Step);
        Assert.Equal(before, await MoveStage.RowsAsync(to, bucket));
        Assert.InRange((await Moves.RowAsync(bucket)).FencedFor, 1, (long)TimeSpan.FromSeconds(5).TotalMicroseconds);
        await Moves.DieAsync(bucket);
        await Moves.WorkAsync(bucket);
    }

    [Fact]
    public async Task Rows_without_a_stream_come_along_too()
    {
        var (stream, ada, _) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        await Moves.PlanAsync(bucket, to);
        var mover = await Moves.ClaimAsync(bucket);
        while (mover.Step < MoveStep.Fenced)
            await mover.AdvanceAsync(Ct);
        // As a bulk load does that writes heads last.
        var orphan = new Collab.Infrastructure.Storage.Rows.MessageRow
        {
            Bucket = bucket,
            StreamId = Here.Ids.NextIn<StreamId>(bucket),
            Seq = 1,
            MessageId = Here.Ids.Next<MessageId>(),
            AuthorId = ada,
            ClientKey = "orphan",
            Text = "no head yet",
        };
        await Here.Services.GetRequiredService<BucketInserts>().InsertAsync([orphan], r => r.Bucket, Ct);
        var before = await MoveStage.RowsAsync(from, bucket);

        await mover.AdvanceAsync(Ct);

        Assert.Equal(before, await MoveStage.RowsAsync(to, bucket));
        await Moves.DieAsync(bucket);
        await Moves.WorkAsync(bucket);
    }

    [Fact]
    public async Task What_was_left_on_the_target_does_not_survive()
    {
        var (stream, _, _) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        await to.Database.WriteAsync(
            context => context.Database.ExecuteSqlAsync($"INSERT INTO mention (bucket, stream_id, user_id, seq) VALUES ({bucket.Value}, {stream.Value}, 1, 1), ({bucket.Value}, 1, 1, 1)", Ct), Ct);
        var before = await MoveStage.RowsAsync(from, bucket);
        await Moves.MoveAsync(bucket, to);
        Assert.Equal(before, await MoveStage.RowsAsync(to, bucket));
    }

    [Fact]
    public async Task The_source_keeps_its_rows_while_a_node_still_goes_by_the_old_map()
    {
        var (stream, _, _) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        await using var second = await SecondNodeAsync();
        await StopBeforeAsync(bucket, to, MoveStep.Switched, andTheSecond: second.Stage);
        await Here.Services.GetRequiredService<ShardMapReader>().RefreshAsync();

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var mover = await Moves.ClaimAsync(bucket);
        var step = mover.AdvanceAsync(waiting.Token);
        Assert.NotEmpty(await second.Stage.HistoryAsync(stream));
        Assert.Equal(from.Name, second.Stage.Router.For(stream).Name);
        Assert.False(step.IsCompleted);
        await second.Stage.Services.GetRequiredService<ShardMapReader>().RefreshAsync();
        await step;

        Assert.Equal(MoveStep.Cleaning, mover.Step);
        await mover.AdvanceAsync(Ct);
        Assert.NotEmpty(await second.Stage.HistoryAsync(stream));
    }

    [Fact]
    public async Task A_move_that_makes_no_sense_is_refused_with_a_reason()
    {
        var (stream, _, _) = await Moves.FillAsync();
        var (from, to, bucket) = (Moves.ShardOf(stream.Bucket), Moves.OtherShard(stream.Bucket), stream.Bucket);
        Assert.Equal("move.to_itself", await RefusalAsync(bucket, from.Name));
        Assert.Equal("shard.unknown", await RefusalAsync(bucket, "shard-99"));
        Assert.Equal("bucket.unknown", await RefusalAsync(new Bucket(1024), to.Name));
        Assert.Equal("move.none", (await Moves.Shards.AbortAsync(bucket, null, Ct)).Error?.Code);
        await Moves.PlanAsync(bucket, to);
        Assert.Equal("move.running", await RefusalAsync(bucket, to.Name));

        // A node of a version that knows no fence.
        var ours = Here.Services.GetRequiredService<NodeLease>().Node;
        await Installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE node_lease SET map_version = NULL WHERE node = {ours}"));
        Assert.Equal("move.old_node", await RefusalAsync(new Bucket((short)(bucket.Value ^ 1)), to.Name));
        await Installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE node_lease SET map_version = {Here.Router.MapVersion} WHERE node = {ours}"));
        Assert.Equal(MoveStep.Done, (await Moves.WorkAsync(bucket)).Step);
    }

    [Fact]
    public async Task Shards_and_buckets_are_listed_with_their_size()
    {
        var (stream, _, _) = await Moves.FillAsync();
        var rows = await MoveStage.RowsAsync(Moves.ShardOf(stream.Bucket), stream.Bucket);
        var buckets = await Moves.Shards.ListBucketsAsync(Ct);
        var shards = await Moves.Shards.ListShardsAsync(Ct);

        Assert.Equal((rows.Count, Moves.ShardOf(stream.Bucket).Name), Assert.Single(buckets, b => b.Bucket == stream.Bucket) is var found ? ((int)found.Rows, found.Shard) : default);
        Assert.Equal(Bucket.Count, buckets.Count);
        Assert.Equal(buckets.Select(b => b.Rows).OrderDescending(), buckets.Select(b => b.Rows));
        Assert.Equal(["shard-0", "shard-1", "shard-2", "shard-3"], shards.Select(s => s.Name));
        Assert.Equal(Bucket.Count, shards.Sum(s => s.Buckets));
        Assert.All(shards, s => Assert.True(s is { IsReachable: true, Schema: >= 4, Bytes: > 0 }));
        Assert.True(shards.Single(s => s.Name == Moves.ShardOf(stream.Bucket).Name).PostsPerMinute > 1);
    }

    [Fact]
    public async Task Every_table_with_a_bucket_moves()
    {
        var shard = Here.Router.All[0];
        var sql = shard.Database.Address.Dialect == Domain.Shared.Storage.DatabaseDialect.Sqlite
            ? "SELECT m.name AS Value FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'bucket'"
            : "SELECT table_name AS Value FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'bucket'";
        var tables = await shard.Database.ReadAsync(context => context.Database.SqlQueryRaw<string>(sql).ToListAsync(Ct), Ct);
        using var context = shard.Database.NewContext();

        Assert.Equal(tables.Where(t => t != "bucket_home").Order(StringComparer.Ordinal), ShardTable.Of(context).Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal(9, ShardTable.Of(context).Count(t => t.FollowsVersions));
    }

    // The process is gone: what it had in memory is lost, and its lease has run out.
    private async Task<BucketMover> StopBeforeAsync(Bucket bucket, Shard target, MoveStep step, Stage? andTheSecond = null)
    {
        await Moves.PlanAsync(bucket, target);
        if (andTheSecond is not null)
            await andTheSecond.Services.GetRequiredService<NodeLease>().RenewAsync(Ct);
        var mover = await Moves.ClaimAsync(bucket);
        if (step == MoveStep.Verified)
            await StopAtVerifiedAsync(mover, bucket);
        using var _ = TakeMapsOver(step, andTheSecond is null);
        while (mover.Step < step && step != MoveStep.Verified)
            await mover.AdvanceAsync(Ct);
        await Moves.DieAsync(bucket);
        return mover;
    }

    // Proving and switching go in one breath; a process that dies between them leaves this behind.
    private async Task StopAtVerifiedAsync(BucketMover mover, Bucket bucket)
    {
        while (mover.Step < MoveStep.Fenced)
            await mover.AdvanceAsync(Ct);
        var move = await Moves.RowAsync(bucket);
        await new MoveFence(bucket, move.Epoch).SetAsync(Moves.ShardOf(bucket), BucketState.Open, BucketState.Fenced, Ct);
        await Installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE bucket_move SET step = {(int)MoveStep.Verified} WHERE bucket = {bucket.Value}"));
    }

    private Timer? TakeMapsOver(MoveStep step, bool alone) => step < MoveStep.Cleaning || !alone
        ? null
        : new Timer(_ => _ = Here.Services.GetRequiredService<ShardMapReader>().RefreshAsync(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));

    private async Task<string?> RefusalAsync(Bucket bucket, string target) => (await Moves.Shards.PlanAsync(bucket, target, null, Ct)).Error?.Code;
}

public sealed class BucketMoveOnSqliteTests(OnSqlite on) : BucketMoveContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class BucketMoveOnMariaDbTests(OnMariaDb on) : BucketMoveContract(on.Installation), IClassFixture<OnMariaDb>;
