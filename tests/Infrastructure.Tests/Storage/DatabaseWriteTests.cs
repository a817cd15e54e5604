using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

public abstract class DatabaseWriteContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task An_error_result_leaves_nothing()
    {
        var stream = await Here.ChannelAsync(Here.NewPerson());

        var result = await Here.Router.For(stream).Database.WriteAsync<Done>(
            async context =>
            {
                await context.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream).ExecuteUpdateAsync(set => set.SetProperty(s => s.Name, "lost"), Ct);
                return new Error.NotFound();
            },
            Ct);

        Assert.False(result.IsOk);
        Assert.Equal("general", (await Here.HeadAsync(stream)).Name);
    }

    [Fact]
    public async Task A_thrown_bug_leaves_nothing_and_locks_nothing()
    {
        var stream = await Here.ChannelAsync(Here.NewPerson());
        var database = Here.Router.For(stream).Database;

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(
            async context =>
            {
                await RenameAsync(context, stream, "lost");
                throw new InvalidOperationException("a bug");
            },
            Ct));
        await database.WriteAsync(context => RenameAsync(context, stream, "kept"), Ct);

        Assert.Equal("kept", (await Here.HeadAsync(stream)).Name);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_a_lock_leaves_nothing_and_locks_nothing()
    {
        var stream = await Here.ChannelAsync(Here.NewPerson());
        var database = Here.Router.For(stream).Database;
        using var patience = new CancellationTokenSource();
        await using (await Here.HoldAsync(stream))
        {
            var write = database.WriteAsync(context => RenameAsync(context, stream, "lost", patience.Token), patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        }

        await database.WriteAsync(context => RenameAsync(context, stream, "kept"), Ct);
        Assert.Equal("kept", (await Here.HeadAsync(stream)).Name);
    }

    [Fact]
    public async Task A_key_that_somebody_else_has_just_written_is_met_on_the_second_attempt()
    {
        var stream = await Here.ChannelAsync(Here.NewPerson());
        var user = Here.NewPerson();
        var attempts = 0;

        await Here.Router.For(stream).Database.WriteAsync(
            async context =>
            {
                var row = await context.Seats.AsTracking().SingleOrDefaultAsync(s => s.Bucket == stream.Bucket && s.StreamId == stream && s.UserId == user, Ct);
                if (attempts++ == 0)
                {
                    // Twice the same key stands for the one that was faster.
                    await InsertSeatAsync(context, stream, user);
                    await InsertSeatAsync(context, stream, user);
                }
                else if (row is null)
                {
                    await InsertSeatAsync(context, stream, user);
                }
            },
            Ct);

        Assert.Equal(2, attempts);
        Assert.NotNull(await Here.SeatViewAsync(stream, user));
    }

    [Fact]
    public async Task A_conflict_that_does_not_end_is_given_up_after_six_attempts()
    {
        var stream = await Here.ChannelAsync(Here.NewPerson());
        var attempts = 0;

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Here.Router.For(stream).Database.WriteAsync(
            async context =>
            {
                attempts++;
                await InsertSeatAsync(context, stream, new UserId(3));
                await InsertSeatAsync(context, stream, new UserId(3));
            },
            Ct));

        Assert.Equal(6, attempts);
        Assert.Null(await Here.SeatViewAsync(stream, new UserId(3)));
    }

    private protected static Task RenameAsync(ShardContext context, StreamId stream, string name, CancellationToken? ct = null) =>
        context.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream).ExecuteUpdateAsync(set => set.SetProperty(s => s.Name, name), ct ?? Ct);

    private static Task InsertSeatAsync(ShardContext context, StreamId stream, UserId user) =>
        context.Database.ExecuteSqlAsync(
            $"INSERT INTO seat (bucket, stream_id, user_id, kind, joined_seq, last_read_seq) VALUES ({stream.Bucket.Value}, {stream.Value}, {user.Value}, 0, 0, 0)", Ct);
}

public sealed class DatabaseWriteOnSqliteTests(OnSqlite on) : DatabaseWriteContract(on.Installation), IClassFixture<OnSqlite>
{
    [Fact]
    public async Task Nodes_that_write_to_one_file_at_once_wait_for_each_other()
    {
        await using var other = await SecondNodeAsync();
        var stream = await Here.ChannelAsync(Here.NewPerson());

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => (i % 2 == 0 ? Here : other.Stage).Router.For(stream).Database.WriteAsync(context => RenameAsync(context, stream, $"name {i}"), Ct), Ct)));

        Assert.StartsWith("name ", (await Here.HeadAsync(stream)).Name, StringComparison.Ordinal);
    }
}

public sealed class DatabaseWriteOnMariaDbTests(OnMariaDb on) : DatabaseWriteContract(on.Installation), IClassFixture<OnMariaDb>
{
    [Fact]
    public async Task Who_waits_too_long_for_a_lock_begins_again_and_gets_it_when_it_is_free()
    {
        var stream = await Here.ChannelAsync(Here.NewPerson());
        var attempts = 0;
        Task<Result<Done>> write;
        await using (await Here.HoldAsync(stream))
        {
            write = Here.Services.GetRequiredService<StreamWrites>().RunAsync<Done>(
                stream,
                async transaction =>
                {
                    attempts++;
                    (await transaction.LockAsync(stream, Ct))!.Topic = "reached";
                    return Done.Value;
                },
                Ct);
            await Eventually.TrueAsync(() => attempts > 1 || write.IsCompleted, "the server ends the wait, and a new attempt begins", TimeSpan.FromSeconds(25));
            Assert.False(write.IsCompleted);
        }

        Assert.True((await write).IsOk);
        Assert.Equal("reached", (await Here.HeadAsync(stream)).Topic);
    }

    [Fact]
    public void A_command_may_take_longer_than_the_server_waits_for_a_lock() =>
        Assert.True(new MySqlConnectionStringBuilder(Here.Router.All[0].Database.Address.ConnectionString).DefaultCommandTimeout > 50);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_who_want_the_same_rows_the_other_way_round_both_succeed(bool bySaving)
    {
        var bucket = new Bucket(77);
        var ada = Here.NewPerson();
        var one = await Here.MakeAsync(Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(bucket) }, ada);
        var two = await Here.MakeAsync(Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(bucket) }, ada);
        using var bothHaveOne = new CountdownEvent(2);
        var attempts = 0;

        Task LockAsync(StreamId first, StreamId second) => Here.Router.For(one).Database.WriteAsync(
            async context =>
            {
                await RenameAsync(context, first, "locked");
                if (Interlocked.Increment(ref attempts) <= 2)
                {
                    bothHaveOne.Signal();
                    await Eventually.TrueAsync(() => bothHaveOne.IsSet, "both have their first row");
                }

                if (bySaving)
                    (await context.Streams.AsTracking().SingleAsync(s => s.Bucket == bucket && s.StreamId == second, Ct)).Topic = $"{first}";
                else
                    await context.Streams.FromSql($"SELECT * FROM stream WHERE bucket = {bucket.Value} AND stream_id = {second.Value} FOR UPDATE").ToListAsync(Ct);
            },
            Ct);

        await Task.WhenAll(LockAsync(one, two), LockAsync(two, one));

        Assert.True(attempts > 2);
    }
}
