using System.Globalization;
using Collab.Domain.Contacts;
using Collab.Domain.Messages;
using Collab.Domain.Preferences;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

public abstract class BucketFenceContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task Nothing_is_written_to_a_closed_bucket_by_any_way()
    {
        var (ada, ben) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, ben);
        await Here.PostAsync(stream, ada);
        var (seat, place, now) = (await Here.SeatAsync(stream, ada), Here.Services.GetRequiredService<IPlaceStore>(), DateTimeOffset.UnixEpoch);
        Func<Task<Error?>>[] ways =
        [
            async () => (await Here.Messages.PostAsync(seat, Here.Message(), Ct)).Error,
            async () => (await Here.Messages.ReplyAsync(seat, 1, Here.Message(), Ct)).Error,
            async () => (await Here.Messages.EditAsync(seat, 1, Here.Message("new"), Ct)).Error,
            async () => (await Here.Reactions.SetAsync(seat, 1, "🎉", true, Ct)).Error,
            async () => (await Here.Markers.MoveAsync(seat, 0, MarkerMove.Back, Ct)).Error,
            async () => (await Here.Streams.ChangeAsync(seat, new StreamChange { Topic = "late" }, Ct)).Error,
            async () => (await Here.Streams.CreateAsync(new NewStream(Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(stream.Bucket) }, []), Ct)).Error,
            async () => (await Here.Seats.AddAsync(stream, ada, [new NewSeat(Here.NewPerson(), SeatRole.Member)], null, Ct)).Error,
            async () => (await Here.Receipts.RecordAsync(seat.PassTo(1, ada, ReceiptPolicy.Default), Here.Audit(ada), Ct)).Error,
            async () => (await Here.ReceiptSeats.SettleAsync(ben, ReceiptStanding.OptedOut, Ct)).Error,
            async () => (await Here.Seats.RemoveAsync(seat, ben, null, Ct)).Error,
            async () => (await Here.Seats.SetRoleAsync(seat, ben, SeatRole.Manager, Here.Audit(ada), Ct)).Error,
            async () => (await place.SetStarredAsync(seat, true, Ct)).Error,
            async () => (await Here.Services.GetRequiredService<IPreferenceStore>().SetAsync(Here.Ids.NextIn<UserId>(stream.Bucket), "theme", "dark", Ct)).Error,
            async () => (await Here.Services.GetRequiredService<IFavouriteStore>().SetAsync(Here.Ids.NextIn<UserId>(stream.Bucket), ada, true, Ct)).Error,
        ];
        var before = await CountAsync(stream.Bucket);
        await SetAsync(stream.Bucket, BucketState.Fenced);
        using var impatient = new Impatient(Here);

        foreach (var way in ways)
            Assert.Same(BucketGate.Closed, await way());

        Assert.Equal(before, await CountAsync(stream.Bucket));
        await SetAsync(stream.Bucket, BucketState.Open);
        Assert.All(await Task.WhenAll(ways.Take(7).Select(way => way())), Assert.Null);
    }

    [Fact]
    public async Task A_post_of_a_closed_bucket_leaves_its_neighbours_in_the_group_alone()
    {
        var ada = Here.NewPerson();
        var (closed, open) = (await Here.ChannelAsync(ada), Here.Channel(ada));
        open = open with { Id = Here.Ids.NextIn<StreamId>(new Bucket((short)(closed.Bucket.Value ^ 1))) };
        await Here.MakeAsync(open, ada);
        await SetAsync(closed.Bucket, BucketState.Fenced);
        var (first, second) = (await Here.SeatAsync(closed, ada), await Here.SeatAsync(open.Id, ada));

        var results = await Here.TogetherAsync(closed, [(first, Here.Message()), (second, Here.Message("through")), (first, Here.Message())]);

        Assert.Same(BucketGate.Closed, results[0].Error);
        Assert.Equal(("through", 1), (results[1].Value.Text, results[1].Value.Seq));
        Assert.Same(BucketGate.Closed, results[2].Error);
        Assert.Empty(await Here.HistoryAsync(closed));
        await SetAsync(closed.Bucket, BucketState.Open);
    }

    [Fact]
    public async Task A_writer_waits_for_a_bucket_that_is_opened_again()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await SetAsync(stream.Bucket, BucketState.Fenced);
        var seat = await Here.SeatAsync(stream, ada);
        var (post, star) = (Here.Messages.PostAsync(seat, Here.Message("waited"), Ct), Here.Services.GetRequiredService<IPlaceStore>().SetStarredAsync(seat, true, Ct));
        await SetAsync(stream.Bucket, BucketState.Open);

        Assert.Equal("waited", (await post).Value.Text);
        Assert.True((await star).Value.Starred);
    }

    [Fact]
    public async Task Whoever_closes_the_fence_waits_for_the_transactions_under_way()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var gate = Here.Services.GetRequiredService<BucketGate>();
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var write = gate.WriteAsync(
            stream.Bucket,
            async context =>
            {
                entered.SetResult();
                await leave.Task;
                await context.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream).ExecuteUpdateAsync(s => s.SetProperty(x => x.Topic, "in time"), Ct);
            },
            Ct);
        await entered.Task;
        var close = SetAsync(stream.Bucket, BucketState.Fenced);
        Assert.False(close.IsCompleted);
        leave.SetResult();
        Assert.True((await write).IsOk);
        await close;

        Assert.Equal("in time", (await Here.HeadAsync(stream)).Topic);
        await SetAsync(stream.Bucket, BucketState.Open);
    }

    [Fact]
    public async Task A_bucket_that_has_moved_is_followed_at_once()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);
        await using var second = await SecondNodeAsync();
        Assert.True((await second.Stage.PostAsync(stream, ada, "before")).Seq == 1);
        var (from, to) = (Here.Router.For(stream), Here.Router.All.First(s => s != Here.Router.For(stream)));
        // As a finished move leaves it, with the head alone: the store under test knows no more of it than the map and the fence.
        var head = Assert.Single(await Here.RowsAsync(stream, c => c.Streams.Where(s => s.StreamId == stream && s.Bucket == stream.Bucket)));
        var seats = await Here.RowsAsync(stream, c => c.Seats.Where(s => s.StreamId == stream && s.Bucket == stream.Bucket));
        await SetAsync(from, stream.Bucket, BucketState.Fenced);
        await to.Database.WriteAsync(
            async context =>
            {
                context.Add(head);
                context.AddRange(seats);
                await context.Database.ExecuteSqlAsync($"INSERT INTO bucket_home (bucket, state, epoch) VALUES ({stream.Bucket.Value}, 0, 1)", Ct);
            },
            Ct);
        await Installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE bucket_map SET shard_id = {to.Id} WHERE bucket = {stream.Bucket.Value}"));
        await Installation.ExecuteAsync("UPDATE installation SET map_version = map_version + 1");

        var posts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Here : second.Stage).Messages.PostAsync(seat, Here.Message(), Ct)));

        Assert.Equal(Enumerable.Range(2, 20).Select(i => (long)i), posts.Select(p => p.Value.Seq).Order());
        Assert.Equal((to, to.Name), (Here.Router.For(stream), second.Stage.Router.For(stream).Name));
        Assert.Single((await Here.Seats.ListPlacesAsync(ada, Ct)).Items);
        await RemoveAsync(from, stream.Bucket, to);
    }

    private static Task SetAsync(Shard shard, Bucket bucket, BucketState state) =>
        shard.Database.WriteAsync(
            context => context.Database.ExecuteSqlRawAsync("UPDATE bucket_home SET state = {0} WHERE bucket = {1}", [(int)state, bucket.Value], Ct), Ct);

    private Task SetAsync(Bucket bucket, BucketState state) => SetAsync(Here.Router.For(bucket), bucket, state);

    // The installation is shared: the bucket goes back, empty.
    private async Task RemoveAsync(Shard home, Bucket bucket, Shard guest)
    {
        foreach (var shard in (Shard[])[home, guest])
        {
            await shard.Database.WriteAsync(
                async context =>
                {
                    foreach (var table in (string[])["stream", "seat", "message", "outbox"])
                        await context.Database.ExecuteSqlRawAsync("DELETE FROM " + table + " WHERE bucket = {0}", [bucket.Value], Ct);
                },
                Ct);
        }

        await guest.Database.WriteAsync(context => context.Database.ExecuteSqlAsync($"DELETE FROM bucket_home WHERE bucket = {bucket.Value}", Ct), Ct);
        await SetAsync(home, bucket, BucketState.Open);
        await Installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE bucket_map SET shard_id = {home.Id} WHERE bucket = {bucket.Value}"));
        await Installation.ExecuteAsync("UPDATE installation SET map_version = map_version + 1");
        await Here.Services.GetRequiredService<ShardMapReader>().RefreshAsync();
    }

    private async Task<(int Messages, int Events, int Seats, int OwnThings)> CountAsync(Bucket bucket)
    {
        var database = Here.Router.For(bucket).Database;
        return await database.ReadAsync(
            async c => (await c.Messages.CountAsync(r => r.Bucket == bucket, Ct), await c.Outbox.CountAsync(r => r.Bucket == bucket, Ct),
                await c.Seats.CountAsync(r => r.Bucket == bucket && r.LeftSeq == null && !r.IsStarred, Ct), await c.Preferences.CountAsync(r => r.Bucket == bucket, Ct) + await c.Favourites.CountAsync(r => r.Bucket == bucket, Ct)),
            Ct);
    }

    private sealed class Impatient : IDisposable
    {
        private readonly BucketGate _gate;
        private readonly TimeSpan _before;

        public Impatient(Stage stage)
        {
            _gate = stage.Services.GetRequiredService<BucketGate>();
            (_before, _gate.Patience) = (_gate.Patience, TimeSpan.Zero);
        }

        public void Dispose() => _gate.Patience = _before;
    }
}

public sealed class BucketFenceOnSqliteTests(OnSqlite on) : BucketFenceContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class BucketFenceOnMariaDbTests(OnMariaDb on) : BucketFenceContract(on.Installation), IClassFixture<OnMariaDb>;

public sealed class BucketGateLawTests
{
    // What writes to a shard without the gate: each looks at the fence itself, keeps it, or writes to no bucket.
    private static readonly string[] Trusted =
        ["BucketCopy.cs", "BucketGate.cs", "BucketHomes.cs", "BucketInserts.cs", "ConsumerLease.cs", "HandoffCollector.cs", "MoveFence.cs", "ShardIdentities.cs"];

    [Fact]
    public void Whatever_writes_to_a_shard_goes_through_the_gate()
    {
        var files = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "Infrastructure"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(f).Contains(".Database.WriteAsync", StringComparison.Ordinal));
        Assert.Equal(Trusted, files.Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }
}
