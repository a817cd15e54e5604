using System.Collections.Concurrent;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Receipts;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Streams;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

/// <summary>How markers wait for each other. The pace here is so slow that only what must not wait comes through before the end.</summary>
public abstract class MarkerLaneContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    [Fact]
    public async Task The_first_goes_at_once_and_a_crowd_behind_her_goes_together_and_is_answered_when_the_node_ends()
    {
        var (people, stream) = await PostedAsync(40, 3);
        await using var node = Node(new MarkerPace(Never, AtOnce, AtOnce));
        Assert.Equal(new ReadState(3, 0, 0), (await node.ReadAsync(stream, people[1], 3)).Value);

        var crowd = people[2..].Select(p => node.ReadAsync(stream, p, 2)).ToArray();
        await Eventually.TrueAsync(() => Task.FromResult(node.Reads == people.Length - 1), "all have come");
        Assert.DoesNotContain(crowd, read => read.IsCompleted);
        await node.EndAsync();

        Assert.All(await Task.WhenAll(crowd), read => Assert.Equal(new ReadState(2, 1, 0), read.Value));
        Assert.Equal(2, (await Here.PlaceAsync(stream, people[39])).LastReadSeq);
    }

    [Fact]
    public async Task Of_one_persons_moves_the_newest_is_written_and_all_get_its_answer()
    {
        var (people, stream) = await PostedAsync(2, 9);
        await using var node = Node(new MarkerPace(AtOnce, Never, AtOnce));
        Assert.Equal(1, (await node.ReadAsync(stream, people[1], 1)).Value.LastReadSeq);

        var moves = new[] { 3L, 7, 5 }.Select(seq => node.ReadAsync(stream, people[1], seq)).ToArray();
        await Eventually.TrueAsync(() => Task.FromResult(node.Reads == 4), "all have come");
        Assert.Equal(1, (await Here.PlaceAsync(stream, people[1])).LastReadSeq);
        await node.EndAsync();

        Assert.All(await Task.WhenAll(moves), move => Assert.Equal(new ReadState(7, 2, 0), move.Value));
    }

    [Fact]
    public async Task Marking_unread_waits_for_nothing_and_takes_back_what_was_read_before()
    {
        var (people, stream) = await PostedAsync(2, 9);
        await using var node = Node(new MarkerPace(Never, Never, AtOnce));
        await node.ReadAsync(stream, people[1], 1);
        var before = node.ReadAsync(stream, people[1], 8);
        await Eventually.TrueAsync(() => Task.FromResult(node.Reads == 2), "it has come");

        var back = await node.ReadAsync(stream, people[1], 4, MarkerMove.Back);

        Assert.Equal(new ReadState(4, 5, 0), back.Value);
        Assert.Equal(back.Value, (await before).Value);
    }

    [Fact]
    public async Task Giving_up_waiting_does_not_take_a_move_back()
    {
        var (people, stream) = await PostedAsync(2, 9);
        await using var node = Node(new MarkerPace(AtOnce, Never, AtOnce));
        await node.ReadAsync(stream, people[1], 1);
        using var patience = new CancellationTokenSource();
        var leaving = node.ReadAsync(stream, people[1], 6, patience: patience);
        await Eventually.TrueAsync(() => Task.FromResult(node.Reads == 2), "it has come");

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await node.EndAsync();
        Assert.Equal(6, (await Here.PlaceAsync(stream, people[1])).LastReadSeq);
    }

    [Fact]
    public async Task A_reading_that_waits_on_one_node_does_not_undo_an_unread_mark_of_another()
    {
        var (people, stream) = await PostedAsync(2, 9);
        await using var node = Node(new MarkerPace(AtOnce, Never, AtOnce));
        await node.ReadAsync(stream, people[1], 1);
        var waiting = node.ReadAsync(stream, people[1], 9);
        await Eventually.TrueAsync(() => Task.FromResult(node.Reads == 2), "it has come");

        await Here.ReadUpToAsync(stream, people[1], 3, MarkerMove.Back);
        await node.EndAsync();

        Assert.Equal(3, (await waiting).Value.LastReadSeq);
    }

    [Fact]
    public async Task A_crowd_is_told_of_in_one_notice_for_each_stream_and_not_in_one_for_each_reader()
    {
        var (people, stream) = await PostedAsync(60, 1);
        await using var node = Node(new MarkerPace(AtOnce, AtOnce, Never));
        await node.ReadAsync(stream, people[1], 1);
        await Eventually.TrueAsync(() => Task.FromResult(node.Told.Count == 1), "the first is told at once");

        await Task.WhenAll(people[2..].Select(p => node.ReadAsync(stream, p, 1)));
        Assert.Single(node.Told);
        await node.EndAsync();

        var told = node.Told.ToArray();
        Assert.Equal([people[1]], told[0].Markers.Select(m => m.User));
        Assert.Equal(people[2..].Order(), told[1].Markers.Select(m => m.User).Order());
        Assert.Equal(2, told.Length);
        Assert.All(told, notice => Assert.Equal(MarkersShown.Readers, notice.Shows));
    }

    [Fact]
    public async Task In_a_large_channel_others_are_told_only_that_counts_have_moved()
    {
        var (people, stream) = await PostedAsync(ListReadPositions.MaxMembers + 1, 1);
        await using var node = Node(MarkerPace.None);

        await node.ReadAsync(stream, people[1], 1);
        await node.EndAsync();

        var told = Assert.Single(node.Told);
        Assert.IsType<ReceiptsMoved>(told.ForOthers());
        Assert.Equal(new ReadSignal(stream, people[1], 1, 0, 0), Assert.Single(told.ForOwners()));
    }

    private async Task<(UserId[] People, StreamId Stream)> PostedAsync(int people, int messages)
    {
        var all = Here.NewPeople(people);
        var stream = await Here.ChannelAsync(all);
        for (var i = 0; i < messages; i++)
            await Here.PostAsync(stream, all[0]);
        return (all, stream);
    }

    private SlowNode Node(MarkerPace pace) => new(Here, pace);

    /// <summary>Lanes of their own over the same databases.</summary>
    private sealed class SlowNode : IAsyncDisposable, IEventBus
    {
        private readonly Stage _stage;
        private readonly MarkerNews _news;
        private readonly MarkerLanes _lanes;
        private int _reads;
        private bool _hasEnded;

        public SlowNode(Stage stage, MarkerPace pace)
        {
            _stage = stage;
            _news = new MarkerNews(this, stage.Services.GetRequiredService<IReceiptPolicyStore>(), pace, NullLogger<MarkerNews>.Instance);
            _lanes = new MarkerLanes(
                stage.Services.GetRequiredService<BucketGate>(), stage.Router, _news, stage.Services.GetRequiredService<ExactPlaces>(), stage.Services.GetRequiredService<KeptTimes>(), pace, stage.Services.GetRequiredService<TimeProvider>(), NullLogger<MarkerLanes>.Instance);
        }

        public ConcurrentQueue<MarkersMoved> Told { get; } = new();

        /// <summary>How many moves have been handed to the lane.</summary>
        public int Reads => Volatile.Read(ref _reads);

        public async Task<Result<ReadState>> ReadAsync(StreamId stream, UserId user, long seq, MarkerMove move = MarkerMove.Forward, CancellationTokenSource? patience = null)
        {
            var seat = await _stage.SeatAsync(stream, user);
            var moving = _lanes.MoveAsync(seat, seq, move, patience?.Token ?? CancellationToken.None);
            Interlocked.Increment(ref _reads);
            return await moving;
        }

        public async Task EndAsync()
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
            await _lanes.DisposeAsync();
            await _news.DisposeAsync();
        }

        public async ValueTask DisposeAsync() => await EndAsync();

        public ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
        {
            foreach (var told in notices.OfType<MarkersMoved>())
                Told.Enqueue(told);
            return ValueTask.CompletedTask;
        }

        public IDisposable Subscribe(Action<Notice> onNotice, Action onGap) => throw new NotSupportedException("Nobody listens here.");
    }
}

public sealed class MarkerLaneOnSqliteTests(OnSqlite on) : MarkerLaneContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class MarkerLaneOnMariaDbTests(OnMariaDb on) : MarkerLaneContract(on.Installation), IClassFixture<OnMariaDb>;
