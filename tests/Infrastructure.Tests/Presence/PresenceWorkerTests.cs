using System.Collections.Concurrent;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Presence;
using Collab.Infrastructure.Realtime;
using Collab.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Presence;

public sealed class PresenceWorkerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_fails_takes_no_news_from_the_others_and_does_not_end_the_work()
    {
        var time = new FakeTimeProvider();
        await using var bus = new InProcessBus(NullLogger<InProcessBus>.Instance);
        using var board = new PresenceBoard(bus, time);
        using var worker = new PresenceWorker(board, bus, new SeenBook(), time, NullLogger<PresenceWorker>.Instance);
        var told = new ConcurrentQueue<UserId>();
        board.Changed += _ => throw new InvalidOperationException("A page fails.");
        board.Changed += users => users.ToList().ForEach(told.Enqueue);
        await worker.StartAsync(Ct);

        foreach (var user in new UserId[] { new(1), new(2) })
        {
            using var connection = board.Connect(user);
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    return told.Contains(user);
                },
                $"the other page hears of {user}");
        }

        await worker.StopAsync(Ct);
        Assert.True(worker.ExecuteTask?.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_was_seen_is_noted_once_a_minute_and_when_the_node_stops()
    {
        var (time, seen) = (new FakeTimeProvider(), new SeenBook());
        await using var bus = new InProcessBus(NullLogger<InProcessBus>.Instance);
        using var board = new PresenceBoard(bus, time);
        using var worker = new PresenceWorker(board, bus, seen, time, NullLogger<PresenceWorker>.Instance);
        await worker.StartAsync(Ct);

        using var ada = board.Connect(new UserId(1));
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(20));
                ada.Touch();
                return seen.Saved.Count >= 3;
            },
            "she is noted");
        using var bo = board.Connect(new UserId(2));
        await worker.StopAsync(Ct);

        Assert.Contains(seen.Saved, s => s.Seen.ContainsKey(new UserId(2)));
        // Touched every twenty seconds, noted once a minute; the last time is when the node stops.
        var times = seen.Saved.Select(s => s.Seen.GetValueOrDefault(new UserId(1))).Where(t => t != default).SkipLast(1).ToArray();
        Assert.True(times.Length >= 2);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(40), $"{pair}"));
    }

    private sealed class SeenBook : ILastSeenStore
    {
        public ConcurrentQueue<(IReadOnlyDictionary<UserId, DateTimeOffset> Seen, int Number)> Saved { get; } = [];

        public Task SaveAsync(IReadOnlyDictionary<UserId, DateTimeOffset> seen, CancellationToken ct)
        {
            Saved.Enqueue((seen, Saved.Count));
            return Task.CompletedTask;
        }

        public Task<DateTimeOffset?> FindAsync(UserId user, CancellationToken ct) => throw new NotSupportedException("Nobody asks here.");
    }
}
