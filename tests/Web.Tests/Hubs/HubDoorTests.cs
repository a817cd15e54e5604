using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Collab.Support;
using Collab.Web.Hosting.Settings;
using Collab.Web.Hubs;
using Collab.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>Who comes while many come is told when her turn is, and it is.</summary>
public sealed class HubDoorTests(HubDoorTests.World world) : IClassFixture<HubDoorTests.World>
{
    private const int Coming = 2;
    private static readonly CollabOptions Options = new() { Hub = { Coming = Coming } };

    [Fact]
    public void Each_who_is_told_to_come_again_is_told_a_later_time()
    {
        var door = new HubDoor(Options, new FakeTimeProvider());
        Assert.All(Enumerable.Range(0, Coming), _ => Assert.NotNull(door.Knock().Visit));

        var waits = Enumerable.Range(0, 20).Select(_ => door.Knock()).ToArray();
        Assert.All(waits, w => Assert.Null(w.Visit));
        Assert.Equal(waits.Select(w => w.Wait).Order(), waits.Select(w => w.Wait));
        Assert.Equal(waits.Length, waits.Select(w => w.Wait).Distinct().Count());
        Assert.All(waits, w => Assert.InRange(w.Wait, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void The_slower_they_come_in_the_longer_others_wait()
    {
        Assert.True(WaitAfter(TimeSpan.FromSeconds(1)) > 3 * WaitAfter(TimeSpan.FromSeconds(0.25)));

        // Twenty come in, each after the same time, and then the door is full.
        static TimeSpan WaitAfter(TimeSpan each)
        {
            var time = new FakeTimeProvider();
            var door = new HubDoor(Options, time);
            var first = door.Knock().Visit;
            for (var i = 0; i < 20; i++)
            {
                var next = door.Knock().Visit;
                time.Advance(each);
                first!.IsIn(); // there is room for two
                first = next;
            }

            door.Knock();
            return door.Ask() ?? throw new InvalidOperationException("There is room.");
        }
    }

    [Fact]
    public void Nobody_is_sent_away_for_longer_than_a_minute_however_slow_it_goes()
    {
        var time = new FakeTimeProvider();
        var door = new HubDoor(new CollabOptions { Hub = { Coming = 20 } }, time);
        for (var i = 0; i < 30; i++)
        {
            var visit = door.Knock().Visit!; // there is room for twenty
            time.Advance(TimeSpan.FromMinutes(2));
            visit.IsIn();
        }

        Assert.All(Enumerable.Range(0, 20), _ => Assert.NotNull(door.Knock().Visit));
        Assert.All(Enumerable.Range(0, 500), _ => Assert.InRange(door.Knock().Wait, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData(20, 256)]
    [InlineData(100, 80)]
    [InlineData(2000, 32)]
    public void No_more_are_let_in_than_get_through_within_seconds(int milliseconds, int expected)
    {
        var time = new FakeTimeProvider();
        var door = new HubDoor(new CollabOptions { Hub = { Coming = 256 } }, time);
        Assert.NotNull(door.Knock().Visit); // one is always on her way, as in a crowd
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(60); passed += TimeSpan.FromMilliseconds(milliseconds))
        {
            var visit = door.Knock().Visit!; // there is room
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            visit.IsIn();
        }

        var letIn = 1;
        while (door.Knock().Visit is not null)
            letIn++;
        Assert.InRange(letIn, expected - (expected / 10), expected);
    }

    [Fact]
    public void A_visit_ends_once_and_makes_room()
    {
        var door = new HubDoor(Options, new FakeTimeProvider());
        var visit = door.Knock().Visit!; // there is room
        door.Knock();
        Assert.NotNull(door.Ask());

        visit.IsIn();
        visit.IsGone();
        Assert.Null(door.Ask());
        Assert.NotNull(door.Knock().Visit);
        Assert.NotNull(door.Ask());
    }

    [Fact]
    public async Task A_program_that_comes_when_the_door_is_full_is_told_when_to_come_and_then_gets_in()
    {
        world.Seats.Hold();
        var (one, two) = (await HubProgram.ConnectAsync(world, world.Ben), await HubProgram.ConnectAsync(world, world.Ada));
        var (status, wait, body) = await NegotiateAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("hub.busy", (string?)JsonNode.Parse(body)?["code"]);
        Assert.True(wait?.Delta >= TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<Exception>(() => HubProgram.ConnectAsync(world, world.Ben));

        world.Seats.LetGo();
        await Eventually.TrueAsync(() => one.Told("places").Count > 0 && two.Told("places").Count > 0, "those at the door are in");
        await using var third = await HubProgram.ConnectAsync(world, world.Ben);
        await Eventually.TrueAsync(() => third.Told("places").Count > 0, "the third is in");

        // Who goes while she waits at the door makes room as well.
        world.Seats.Hold();
        await one.DisposeAsync();
        await two.DisposeAsync();
        await (await HubProgram.ConnectAsync(world, world.Ben)).DisposeAsync();
        await (await HubProgram.ConnectAsync(world, world.Ben)).DisposeAsync();
        await Eventually.TrueAsync(async () => (await NegotiateAsync()).Status == HttpStatusCode.OK, "there is room again");
        world.Seats.LetGo();
    }

    private async Task<(HttpStatusCode Status, RetryConditionHeaderValue? Wait, string Body)> NegotiateAsync()
    {
        using var client = new HttpClient { BaseAddress = world.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", world.Ben.Token);
        using var answer = await client.PostAsync(new Uri("/hubs/events/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.RetryAfter, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public sealed class World : TestWorld
    {
        public HeldSeats Seats { get; } = new();

        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Hub:Coming"] = "2" };

        protected override void Register(IServiceCollection services) => services.Decorate<Domain.Streams.ISeatStore>((inner, _) => Seats.Around(inner));
    }
}
