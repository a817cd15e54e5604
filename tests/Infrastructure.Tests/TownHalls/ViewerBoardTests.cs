using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Tests.Presence;
using Collab.Infrastructure.TownHalls;
using Collab.Support;
using Collab.Support.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.TownHalls;

/// <summary>How many watch, over two nodes.</summary>
public sealed class ViewerBoardTests : IDisposable
{
    private static readonly StreamId Hall = new(5000);
    private static readonly StreamId Room = new(6000);

    private readonly DirectBus _bus = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly ViewerBoard _here;
    private readonly ViewerBoard _there;
    private readonly List<StreamId> _changedHere = [];

    public ViewerBoardTests()
    {
        var rules = new TownHallRules(100);
        (_here, _there) = (new ViewerBoard(_bus, rules, _time), new ViewerBoard(_bus, rules, _time));
        _here.Changed += _changedHere.AddRange;
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void Viewers_of_all_nodes_are_added_up_and_shown_from_a_town_hall_on()
    {
        Come(_here, Hall, 60);
        Come(_there, Hall, 39);
        Beat();
        Assert.Null(_here.Watching(Hall));

        Come(_there, Hall, 1);
        Beat();

        Assert.Equal((100, 100), (_here.Watching(Hall), _there.Watching(Hall)));
        Assert.Equal([Hall], _changedHere);
    }

    [Fact]
    public void It_stays_one_until_a_fifth_has_gone()
    {
        Come(_here, Hall, 100);
        Beat();
        Go(_here, Hall, 20);
        Beat();
        Assert.Equal(80, _there.Watching(Hall));

        Go(_here, Hall, 1);
        Beat();

        Assert.Null(_there.Watching(Hall));
        Assert.Null(_here.Watching(Hall));
        Go(_here, Hall, 79);
        Assert.Empty(_here.Collect()?.Viewers ?? throw new InvalidOperationException("The others are not told that nobody is left."));
        Assert.Null(_here.Collect());
    }

    [Fact]
    public void A_node_that_falls_silent_is_forgotten_with_its_viewers()
    {
        Come(_here, Hall, 90);
        Come(_there, Hall, 60);
        Beat();
        Assert.Equal(150, _here.Watching(Hall));

        for (var i = 0; i < 6; i++)
            Beat(_here);

        Assert.Equal(90, _here.Watching(Hall));
    }

    [Fact]
    public void Nothing_is_told_of_places_that_few_look_at_and_nothing_at_all_when_there_is_nothing()
    {
        Come(_here, Room, 1);
        Beat();
        Assert.Empty(_bus.Sent);

        Come(_here, Hall, 2);
        Beat();
        Go(_here, Hall, 2);
        Beat();
        Beat();

        // Once with the number, once that there is none any more.
        Assert.Equal(2, _bus.Sent.Count);
    }

    [Fact]
    public async Task Nodes_hear_of_each_others_viewers_through_Redis()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await RedisServer.StartAsync(ct);
        await using var nodes = new Nodes(server.Endpoint);
        var rules = new TownHallRules(100);
        using var here = new ViewerBoard(nodes.New(), rules, TimeProvider.System);
        var bus = nodes.New();
        using var there = new ViewerBoard(bus, rules, TimeProvider.System);
        Come(here, Hall, 60);
        Come(there, Hall, 50);

        await Eventually.TrueAsync(
            async () =>
            {
                await bus.PublishAsync([there.Collect()!], ct); // it has viewers, so it has something to tell
                here.Flush();
                return here.Watching(Hall) == 110;
            },
            "the other node's viewers count");
    }

    private static void Come(ViewerBoard board, StreamId stream, int count)
    {
        for (var i = 0; i < count; i++)
            board.Come(stream);
    }

    private static void Go(ViewerBoard board, StreamId stream, int count)
    {
        for (var i = 0; i < count; i++)
            board.Go(stream);
    }

    private void Beat() => Beat(_here, _there);

    // As the worker does, every three seconds.
    private void Beat(params ViewerBoard[] boards)
    {
        _time.Advance(TimeSpan.FromSeconds(3));
        foreach (var board in boards)
        {
            if (board.Collect() is { } signal)
                _bus.Send(signal);
        }

        foreach (var board in boards)
            board.Flush();
    }

    private sealed class Nodes(string endpoint) : IAsyncDisposable
    {
        private readonly List<IAsyncDisposable> _parts = [];

        public IEventBus New()
        {
            var local = new InProcessBus(NullLogger<InProcessBus>.Instance);
            var bus = RedisBus.Connect(endpoint, local, new Troubles(), NullLogger<RedisBus>.Instance);
            _parts.AddRange([local, bus]);
            return bus;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var part in Enumerable.Reverse(_parts))
                await part.DisposeAsync();
        }
    }
}
