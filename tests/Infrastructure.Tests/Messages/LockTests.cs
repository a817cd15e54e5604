using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

/// <summary>On servers rows are locked by key: what happens in one stream does not wait for another, however small the tables are.</summary>
public sealed class LockOnMariaDbTests(OnMariaDb on) : StoreContract(on.Installation), IClassFixture<OnMariaDb>
{
    [Fact]
    public async Task Streams_of_one_shard_do_not_wait_for_each_other()
    {
        var people = Here.NewPeople(3);
        var streams = new List<StreamId>();
        for (short i = 0; i < 6; i++)
        {
            streams.Add(await Here.MakeAsync(Here.Channel(people[0]) with { Id = Here.Ids.NextIn<StreamId>(new Bucket((short)(300 + (i / 2)))) }, people));
            await Here.PostAsync(streams[^1], people[0]);
        }

        var held = streams[2];
        await using (await HoldEverythingAsync(held, people))
        {
            foreach (var stream in streams.Where(s => s != held))
            {
                await Here.PostAsync(stream, people[0]);
                await Here.EditAsync(stream, 1, people[0], Here.Message("edited"));
                await Here.ReactAsync(stream, 1, people[1], "👍");
                await Here.ReplyAsync(stream, 1, people[1]);
                await Here.ReadUpToAsync(stream, people[1], 1, MarkerMove.Back);
                await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, people[2]), people[2], null, Ct);
                await Here.Seats.AddAsync(stream, people[0], [new NewSeat(people[2], SeatRole.Member)], null, Ct);
            }

            await GroupAsync([.. streams.Where(s => s != held)], people);
        }

        Assert.Equal(1, (await Here.HeadAsync(held)).LastSeq);
    }

    private async Task GroupAsync(StreamId[] streams, UserId[] people)
    {
        var posts = new List<(Seat, NewMessage)>();
        foreach (var (stream, person) in streams.SelectMany(s => people, (s, p) => (s, p)))
            posts.Add((await Here.SeatAsync(stream, person), Here.Message()));
        Assert.All(await Here.TogetherAsync(streams[0], [.. posts]), r => Assert.True(r.IsOk));
    }

    private async Task<IAsyncDisposable> HoldEverythingAsync(StreamId stream, UserId[] people)
    {
        var context = Here.Router.For(stream).Database.NewContext();
        var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, Ct);
        await context.Database.ExecuteSqlAsync($"UPDATE stream SET topic = 'held' WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value}", Ct);
        foreach (var person in people)
            await context.Database.ExecuteSqlAsync($"UPDATE seat SET notify = 1 WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value} AND user_id = {person.Value}", Ct);
        await context.Database.ExecuteSqlAsync($"UPDATE message SET html = 'held' WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value} AND seq = 1", Ct);
        return new Held(transaction, context);
    }

    private sealed class Held(IAsyncDisposable transaction, IAsyncDisposable context) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await context.DisposeAsync();
        }
    }
}
