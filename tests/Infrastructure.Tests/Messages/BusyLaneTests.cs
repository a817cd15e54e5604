using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.TownHalls;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Streams;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

/// <summary>A shard that does not keep up: what no longer fits is refused at once and in words, what was taken is stored.</summary>
public abstract class BusyLaneContract(Support.Storage.TestInstallation installation) : StoreContract(installation)
{
    // More than a lane keeps waiting, together with the group that it is storing.
    private const int Posts = 9_000;

    [Fact]
    public async Task A_lane_that_is_full_refuses_at_once_and_stores_what_it_took()
    {
        var author = Here.NewPerson();
        var stream = await Here.ChannelAsync(author);
        var seat = await Here.SeatAsync(stream, author);
        var taken = new List<Task<Result<MessageView>>>();
        var refused = 0;
        await using (await HoldAsync(stream))
        {
            for (var i = 0; i < Posts; i++)
            {
                var post = Here.Messages.PostAsync(seat, Here.Message(), Ct);
                if (!post.IsCompleted)
                {
                    taken.Add(post);
                    continue;
                }

                // Nothing can have been stored while the head is held, so an answer is a refusal.
                Assert.False((await post).TryGet(out _, out var error));
                Assert.Equal("busy", Assert.IsType<Error.Unavailable>(error).Code);
                refused++;
            }

            Assert.Equal(Posts, taken.Count + refused);
            Assert.True(refused > 0, "nothing was refused");
        }

        var stored = await Task.WhenAll(taken);
        Assert.All(stored, result => Assert.True(result.IsOk));
        Assert.Equal(Enumerable.Range(1, taken.Count).Select(i => (long)i), stored.Select(r => r.Value.Seq).Order());
        Assert.Equal(taken.Count, (await Here.HeadAsync(stream)).LastSeq);
        Assert.True((await Here.Messages.PostAsync(seat, Here.Message(), Ct)).IsOk, "the lane takes posts again");
    }

    [Fact]
    public async Task A_host_of_a_town_hall_is_stored_before_the_crowd_that_waits_and_each_keeps_her_own_order()
    {
        var (host, guest) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(host, guest);
        var (hosts, crowd) = ((await Here.SeatAsync(stream, host)).Among(TownHallRules.DefaultViewers), (await Here.SeatAsync(stream, guest)).Among(TownHallRules.DefaultViewers));
        var small = await Here.SeatAsync(stream, host);
        Task<Result<MessageView>>[] others, first;
        Task<Result<MessageView>> ordinary;
        await using (await HoldAsync(stream))
        {
            others = [.. Enumerable.Range(0, 1000).Select(_ => Here.Messages.PostAsync(crowd, Here.Message(), Ct))];
            ordinary = Here.Messages.PostAsync(small, Here.Message(), Ct);
            first = [.. Enumerable.Range(0, 5).Select(_ => Here.Messages.PostAsync(hosts, Here.Message(), Ct))];
        }

        var (said, asked) = (await Task.WhenAll(first), await Task.WhenAll(others));
        // The group that was under way when the host spoke is before her, nobody else.
        Assert.All(said, s => Assert.InRange(s.Value.Seq, 1, 256 + 5));
        Assert.Equal(said.Select(s => s.Value.Seq).Order(), said.Select(s => s.Value.Seq));
        Assert.Equal(asked.Select(s => s.Value.Seq).Order(), asked.Select(s => s.Value.Seq));
        Assert.Equal(1006, (await ordinary).Value.Seq);
    }

    /// <summary>Keeps whatever wants to write to the stream waiting until it is disposed.</summary>
    private protected abstract Task<IAsyncDisposable> HoldAsync(Domain.Shared.Ids.StreamId stream);

    private protected sealed class Release(Func<ValueTask> release) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => release();
    }
}

public sealed class BusyLaneOnSqliteTests(OnSqlite on) : BusyLaneContract(on.Installation), IClassFixture<OnSqlite>
{
    private protected override async Task<IAsyncDisposable> HoldAsync(Domain.Shared.Ids.StreamId stream)
    {
        var writer = Here.Router.For(stream).Database.Writer!; // a file has one
        await writer.WaitAsync(Ct);
        return new Release(() =>
        {
            writer.Release();
            return ValueTask.CompletedTask;
        });
    }
}

public sealed class BusyLaneOnMariaDbTests(OnMariaDb on) : BusyLaneContract(on.Installation), IClassFixture<OnMariaDb>
{
    private protected override async Task<IAsyncDisposable> HoldAsync(Domain.Shared.Ids.StreamId stream)
    {
        var context = Here.Router.For(stream).Database.NewContext();
        var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, Ct);
        await context.Database.ExecuteSqlAsync($"UPDATE stream SET topic = topic WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value}", Ct);
        await context.Database.SqlQuery<long>($"SELECT last_seq AS Value FROM stream WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value} FOR UPDATE").ToListAsync(Ct);
        return new Release(async () =>
        {
            await transaction.DisposeAsync();
            await context.DisposeAsync();
        });
    }
}
