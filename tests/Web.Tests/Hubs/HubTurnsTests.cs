using Collab.Web.Hubs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>Who may come to a node, and in which order.</summary>
public sealed class HubTurnsTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly FakeTimeProvider _time = new();
    private readonly HubTurns _turns;

    public HubTurnsTests() => _turns = new HubTurns(_time);

    [Fact]
    public async Task Who_came_first_goes_first_whenever_she_asks()
    {
        var taken = await TakeAllAsync();
        var late = _turns.TakeAsync(9, Ct);
        var early = _turns.TakeAsync(5, Ct);

        taken[0].Dispose();
        await early;
        Assert.False(late.IsCompleted);
        taken[1].Dispose();
        await late;
    }

    [Fact]
    public async Task Who_gave_up_is_passed_over()
    {
        var taken = await TakeAllAsync();
        using var patience = new CancellationTokenSource();
        var gone = _turns.TakeAsync(5, patience.Token);
        var next = _turns.TakeAsync(6, Ct);
        await patience.CancelAsync();

        taken[0].Dispose();
        await next;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
    }

    [Fact]
    public async Task A_turn_ends_when_the_last_place_is_followed()
    {
        var taken = await TakeAllAsync();
        var next = _turns.TakeAsync(5, Ct);

        taken[0].Told(2);
        taken[0].Follows();
        Assert.False(next.IsCompleted);
        taken[0].Follows();
        await next;
    }

    [Fact]
    public async Task A_turn_ends_when_nothing_is_done_with_it_and_once_only()
    {
        var taken = await TakeAllAsync();
        var next = _turns.TakeAsync(5, Ct);
        var third = _turns.TakeAsync(6, Ct);

        taken[0].Told(3);
        _time.Advance(TimeSpan.FromMilliseconds(150));
        taken[0].Follows();
        _time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await next;
        taken[0].Dispose();
        Assert.False(third.IsCompleted);
    }

    private async Task<List<HubTurns.Turn>> TakeAllAsync()
    {
        var taken = new List<HubTurns.Turn>();
        for (var next = _turns.TakeAsync(0, Ct); next.IsCompleted; next = _turns.TakeAsync(0, Ct))
            taken.Add(await next);
        // The one that waits is first in the line: it takes what becomes free before the test begins.
        taken[^1].Dispose();
        return taken[..^1];
    }
}
