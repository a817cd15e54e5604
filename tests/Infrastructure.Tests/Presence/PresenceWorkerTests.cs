using System.Collections.Concurrent;
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
        using var worker = new PresenceWorker(board, bus, time, NullLogger<PresenceWorker>.Instance);
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
}
