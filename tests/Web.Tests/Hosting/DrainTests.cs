using Collab.Web.Hosting.Draining;
using Collab.Web.Hosting.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>A node that stops asks its long connections to leave and waits for them, but not for ever.</summary>
public sealed class DrainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Guests _guests = new();

    [Fact]
    public async Task Nobody_there_means_no_waiting()
    {
        var drain = Make();
        Assert.False(drain.HasBegun);
        await drain.RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.True(drain.HasBegun);
    }

    [Fact]
    public async Task It_waits_until_the_last_has_left()
    {
        _guests.Open = 2;
        var running = Make().RunAsync(CancellationToken.None);
        Assert.True(_guests.WereAsked);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(running.IsCompleted);
        _guests.Open = 0;
        await PassAsync(running);
    }

    [Fact]
    public async Task A_node_that_was_asked_to_drain_keeps_running_asks_again_and_takes_people_again_when_it_may()
    {
        var drain = Make();
        _guests.Open = 2;
        await drain.HoldAsync(true);
        Assert.True(drain.HasBegun);
        Assert.False(drain.IsStopping);
        Assert.True(_guests.WereAsked);
        _guests.WereAsked = false;
        await drain.HoldAsync(true);
        Assert.True(_guests.WereAsked);
        await drain.HoldAsync(false);
        Assert.False(drain.HasBegun);
    }

    [Fact]
    public async Task One_that_does_not_hear_holds_nobody_up()
    {
        _guests.Hears = new TaskCompletionSource().Task;
        var held = Make().HoldAsync(true);
        Assert.False(held.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        await PassAsync(held);
    }

    [Fact]
    public async Task It_does_not_wait_longer_than_it_may()
    {
        _guests.Open = 1;
        var running = Make().RunAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(24));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        await PassAsync(running);
    }

    [Fact]
    public async Task Whoever_is_in_a_hurry_is_not_held()
    {
        _guests.Open = 1;
        using var hurry = new CancellationTokenSource();
        var running = Make().RunAsync(hurry.Token);
        await hurry.CancelAsync();
        await PassAsync(running);
    }

    private Drain Make() => new([_guests], new CollabOptions(), _time, NullLogger<Drain>.Instance);

    private async Task PassAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await running;
    }

    private sealed class Guests : IDrainParticipant
    {
        public int Open { get; set; }

        public bool WereAsked { get; set; }

        public Task Hears { get; set; } = Task.CompletedTask;

        public Task AskToLeaveAsync(CancellationToken ct)
        {
            WereAsked = true;
            return Hears;
        }
    }
}
