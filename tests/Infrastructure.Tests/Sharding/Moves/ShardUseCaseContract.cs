using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding.Moves;

/// <summary>What administrators do with shards; nobody else learns that there are any.</summary>
public abstract class ShardUseCaseContract(TestInstallation installation) : StoreContract(installation)
{
    private readonly Actor _admin = new(new UserId(1), new OrganizationId(1), OrganizationRole.Admin);

    private MoveStage Moves => new(Installation, Here);

    private AuditTrail Trail => new(Installation.Time, Here.Ids);

    [Fact]
    public async Task A_planned_move_and_its_rollback_stand_in_the_audit_log()
    {
        var (stream, _, _) = await Moves.FillAsync();
        var (bucket, target) = (stream.Bucket, Moves.OtherShard(stream.Bucket));
        await Moves.OnlyOurNodeAsync();

        Assert.Null((await new MoveBucket(Moves.Shards, Trail).ExecuteAsync(_admin, bucket.Value, target.Name, Ct)).Error);
        Assert.Equal("move.running", (await new MoveBucket(Moves.Shards, Trail).ExecuteAsync(_admin, bucket.Value, target.Name, Ct)).Error?.Code);
        Assert.True((await new AbortMove(Moves.Shards, Trail).ExecuteAsync(_admin, bucket.Value, Ct)).Value.IsUnwanted);
        Assert.Equal(MoveStep.Undone, (await Moves.WorkAsync(bucket)).Step);

        // What was refused is not there.
        Assert.Equal([AuditActs.BucketMovePlanned, AuditActs.BucketMoveAborted], await ActsAsync(bucket));
        Assert.Equal(Here.Router.All.Select(s => s.Name), (await new ListShards(Moves.Shards).ExecuteAsync(_admin, Ct)).Value.Select(s => s.Name));
        Assert.Equal(MoveStep.Undone, (await new ListMoves(Moves.Shards).ExecuteAsync(_admin, Ct)).Value.Single(m => m.Bucket == bucket).Step);
    }

    [Fact]
    public async Task A_plan_that_is_only_shown_plans_nothing()
    {
        var before = (await Moves.Shards.ListMovesAsync(Ct)).Count(m => !m.IsOver);
        Assert.True((await new RebalanceShards(Moves.Shards, Trail).ExecuteAsync(_admin, isOnlyShown: true, Ct)).IsOk);
        Assert.Equal(before, (await Moves.Shards.ListMovesAsync(Ct)).Count(m => !m.IsOver));
    }

    [Theory]
    [InlineData(OrganizationRole.Member)]
    [InlineData(OrganizationRole.Auditor)]
    public async Task To_others_there_are_no_shards(OrganizationRole role)
    {
        var other = _admin with { Role = role };
        Assert.IsType<Error.NotFound>((await new ListShards(Moves.Shards).ExecuteAsync(other, Ct)).Error);
        Assert.IsType<Error.NotFound>((await new ListMoves(Moves.Shards).ExecuteAsync(other, Ct)).Error);
        Assert.IsType<Error.NotFound>((await new ListBuckets(Moves.Shards).ExecuteAsync(other, null, null, Ct)).Error);
        Assert.IsType<Error.NotFound>((await new MoveBucket(Moves.Shards, Trail).ExecuteAsync(other, 1, "shard-1", Ct)).Error);
        Assert.IsType<Error.NotFound>((await new AbortMove(Moves.Shards, Trail).ExecuteAsync(other, 1, Ct)).Error);
        Assert.IsType<Error.NotFound>((await new RebalanceShards(Moves.Shards, Trail).ExecuteAsync(other, isOnlyShown: false, Ct)).Error);
    }

    private Task<List<string>> ActsAsync(Bucket bucket) =>
        Installation.Get<Database<DirectoryContext>>().ReadAsync(
            c => c.AuditEntries.Where(a => a.Target == $"bucket:{bucket}").OrderBy(a => a.EntryId).Select(a => a.Act).ToListAsync(Ct), Ct);
}

public sealed class ShardUseCaseOnSqliteTests(OnSqlite on) : ShardUseCaseContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ShardUseCaseOnMariaDbTests(OnMariaDb on) : ShardUseCaseContract(on.Installation), IClassFixture<OnMariaDb>;
