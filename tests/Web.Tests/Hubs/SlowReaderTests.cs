using Collab.Domain.Channels;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Hubs;
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
        Flood(world.Ben);
        await Eventually.TrueAsync(() => program.Told("resync").Count > 0, "the program is told to read afresh");
        await world.PostAsync(world.Ada, channel, "while away");
        await program.SubscribeAsync(channel, version + 1);
        await world.PostAsync(world.Ada, channel, "back");
        await program.SeesAsync("back");
        Assert.Equal([version + 1, version + 2, version + 3], program.Versions(channel));
    }

    // More than there is room for, and each takes a look into the database: it fills faster than it can be worked off.
    private void Flood(TestPerson person)
    {
        foreach (var client in world.Get<HubClients>().Of(person.Id))
        {
            for (var i = 0; i < 1000; i++)
                client.Offer(new HubWork.Recheck());
        }
    }

    public sealed class World : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Hub:Queue"] = "16" };
    }
}
