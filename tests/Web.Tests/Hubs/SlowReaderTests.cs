using Collab.Domain.Channels;
using Collab.Domain.Shared.Events;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>A program whose queue overflows is told to read afresh, and can.</summary>
public sealed class SlowReaderTests(SlowReaderTests.World world) : IClassFixture<SlowReaderTests.World>
{
    [Fact]
    public async Task An_overflow_ends_in_resync_and_a_new_subscription_misses_nothing()
    {
        var channel = await world.ChannelAsync("flood", ChannelVisibility.Private, world.Ben);
        var version = (long)(await world.GetAsync(world.Ada, $"/streams/{channel}"))["version"]!;
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        await program.SubscribeAsync(channel, version);
        await world.PostAsync(world.Ada, channel, "first");
        await program.SeesAsync("first");
        await using var witness = await HubProgram.ConnectAsync(world, world.Ada);
        await witness.SubscribeAsync(world.Open);
        await FloodAsync(program.Events[^1].ToJsonString());
        await world.PostAsync(world.Ada, world.Open, "after the flood");
        await witness.SeesAsync("after the flood");
        await Eventually.TrueAsync(() => program.Told("resync").Count > 0, "the program is told to read afresh");
        await world.PostAsync(world.Ada, channel, "while away");
        await program.SubscribeAsync(channel, version + 1);
        await world.PostAsync(world.Ada, channel, "back");
        await program.SeesAsync("back");
        Assert.Equal([version + 1, version + 2, version + 3], program.Versions(channel));
    }

    // The same event over and over: the queue fills faster than it can be worked off.
    private async Task FloodAsync(string json)
    {
        var happened = System.Text.Json.JsonSerializer.Deserialize<Notice>(json, Collab.Web.Api.ApiJson.Options) ?? throw new InvalidOperationException("No event.");
        var bus = world.Get<IEventBus>();
        for (var i = 0; i < 200; i++)
            await bus.PublishAsync([.. Enumerable.Repeat(happened, 200)], TestContext.Current.CancellationToken);
    }

    public sealed class World : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Hub:Queue"] = "16" };
    }
}
