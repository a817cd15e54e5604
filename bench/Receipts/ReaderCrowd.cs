using System.Diagnostics;
using System.Globalization;
using System.Text;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Receipts;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Streams;
using Collab.Support.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Bench.Receipts;

/// <summary>A channel with a crowd that reads: all at once, each as soon as she can; or spread over some seconds, at the usual pace.</summary>
internal sealed class ReaderCrowd(IServiceProvider services, StreamId stream, Seat author, UserId[] readers)
{
    private readonly ShardRouter _router = services.GetRequiredService<ShardRouter>();
    private long _last;

    public StreamId Stream => stream;

    public IReadOnlyList<UserId> Readers => readers;

    /// <summary>The number of the message that is being read.</summary>
    public long Last => _last;

    public static async Task<ReaderCrowd> BuildAsync(IServiceProvider services, int size, CancellationToken ct)
    {
        var ids = services.GetRequiredService<IIdSource>();
        var streams = services.GetRequiredService<IStreamStore>();
        var head = NewChannel(ids);
        await streams.CreateAsync(new NewStream(head, [new NewSeat(head.CreatedBy, SeatRole.Manager)]), ct);
        var readers = Enumerable.Range(0, size).Select(_ => ids.NextInAnyBucket<UserId>()).ToArray();
        await SeatAsync(services, head.Id, readers, _ => 0, ct);
        return new ReaderCrowd(services, head.Id, await streams.SeatAsync(head.Id, head.CreatedBy, ct), readers);
    }

    /// <summary>Seats a crowd that has been there from the beginning, by bare inserts: how they came is not measured.</summary>
    public static async Task SeatAsync(IServiceProvider services, StreamId stream, IEnumerable<UserId> users, Func<int, long> readUpTo, CancellationToken ct)
    {
        var database = services.GetRequiredService<ShardRouter>().For(stream).Database;
        var (number, now) = (0, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
        foreach (var some in users.Chunk(2000))
        {
            var text = new StringBuilder("INSERT INTO seat (bucket, stream_id, user_id, kind, joined_seq, last_read_seq, last_read_at) VALUES ");
            foreach (var (user, i) in some.Select((user, i) => (user, i)))
            {
                text.Append(i == 0 ? "" : ",").Append(
                    CultureInfo.InvariantCulture, $"({stream.Bucket.Value},{stream.Value},{user.Value},0,0,{readUpTo(number)},{now - (number * 1000L)})");
                number++;
            }

            text.Append(CultureInfo.InvariantCulture, $"; UPDATE stream SET member_count = member_count + {some.Length} WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value}");
            await database.WriteAsync(context => context.Database.ExecuteSqlRawAsync(text.ToString(), ct), ct);
        }
    }

    public static StreamView NewChannel(IIdSource ids) => new()
    {
        Id = ids.NextInAnyBucket<StreamId>(),
        Kind = StreamKind.Channel,
        Organization = new OrganizationId(1),
        Workspace = new WorkspaceId(1),
        Name = "crowd",
        CreatedBy = ids.NextInAnyBucket<UserId>(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>Something to read.</summary>
    public async Task PostAsync(CancellationToken ct)
    {
        var id = services.GetRequiredService<IIdSource>().Next<MessageId>();
        var message = new NewMessage(id, ClientKey.Parse(id.ToString()).Value, "news", "<p>news</p>", [], Broadcast.None);
        _last = (await services.GetRequiredService<IMessageStore>().PostAsync(author, message, ct)).Value.Seq;
    }

    /// <summary>Everybody reads it now, without a pace: what the lane can do.</summary>
    /// <param name="keepsTimes">As where the organization keeps when each message was read.</param>
    public async Task ReadAllAsync(bool keepsTimes, CancellationToken ct)
    {
        await using var news = new MarkerNews(new Silence(), services.GetRequiredService<IReceiptPolicyStore>(), MarkerPace.Usual, NullLogger<MarkerNews>.Instance);
        await using var lanes = new MarkerLanes(
            services.GetRequiredService<BucketGate>(), _router, news, services.GetRequiredService<ExactPlaces>(), new KeptTimes(new Decided(keepsTimes), MarkerPace.Usual), MarkerPace.None, TimeProvider.System, NullLogger<MarkerLanes>.Instance);
        await Task.WhenAll(readers.Select(reader => MoveAsync(lanes, reader, ct)));
    }

    /// <summary>Everybody reads it some time within a while, at the usual pace. Returns after how many milliseconds the slowest was answered.</summary>
    public async Task<double> ReadSpreadAsync(TimeSpan after, TimeSpan within, CancellationToken ct)
    {
        var markers = services.GetRequiredService<IReadMarkerStore>();
        await Task.Delay(after, ct);
        var clock = Stopwatch.StartNew();
        var reading = new List<Task<double>>(readers.Length);
        for (var done = 0; done < readers.Length;)
        {
            var due = Math.Min(readers.Length, (int)(readers.Length * (clock.Elapsed / within)));
            for (; done < due; done++)
                reading.Add(TimedAsync(readers[done]));
            await Task.Delay(10, ct);
        }

        return (await Task.WhenAll(reading)).Max();

        async Task<double> TimedAsync(UserId reader)
        {
            var started = clock.Elapsed;
            await MoveAsync(markers, reader, ct);
            return (clock.Elapsed - started).TotalMilliseconds;
        }
    }

    /// <summary>All rows that the crowd's reading has left: their seats, and nothing else anywhere.</summary>
    public async Task<long> CountRowsAsync(CancellationToken ct)
    {
        var (seats, events) = await _router.For(stream).Database.ReadAsync(
            async context => (
                await context.Seats.LongCountAsync(s => s.Bucket == stream.Bucket && s.StreamId == stream && s.UserId != author.Actor.User, ct),
                await context.Outbox.LongCountAsync(o => o.Bucket == stream.Bucket && o.StreamId == stream, ct)),
            ct);
        // One event for the channel and one for each post; whatever is more was left by reading.
        return seats + events - 1 - _last;
    }

    private async Task MoveAsync(IReadMarkerStore markers, UserId reader, CancellationToken ct)
    {
        var seat = author.Of(reader);
        if (!(await markers.MoveAsync(seat, _last, MarkerMove.Forward, ct)).TryGet(out var state, out var error) || state.LastReadSeq != _last)
            throw new InvalidOperationException($"{reader} has not read {_last}: {error?.Message}");
    }

    private sealed class Decided(bool keepsTimes) : IReceiptPolicyStore
    {
        public Task<ReceiptPolicy> FindAsync(CancellationToken ct) =>
            Task.FromResult(ReceiptPolicy.Default with { TimesSince = keepsTimes ? DateTimeOffset.UnixEpoch : null });

        public Task<Result<Done>> SetAsync(ReceiptPolicy policy, Domain.Audit.AuditEntry audit, CancellationToken ct) => throw new NotSupportedException("It is decided.");

        public Task<Result<Done>> SetSharingAsync(UserId user, bool shares, CancellationToken ct) => throw new NotSupportedException("It is decided.");

        public Task<IReadOnlyDictionary<UserId, ReceiptStanding>> FindStandingsAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
            throw new NotSupportedException("Nobody asks.");
    }

    private sealed class Silence : Domain.Shared.Events.IEventBus
    {
        public ValueTask PublishAsync(IReadOnlyCollection<Domain.Shared.Events.Notice> notices, CancellationToken ct) => ValueTask.CompletedTask;

        public IDisposable Subscribe(Action<Domain.Shared.Events.Notice> onNotice, Action onGap) => throw new NotSupportedException("Nobody listens here.");
    }
}
