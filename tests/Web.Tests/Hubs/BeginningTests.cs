using System.Net;
using Collab.Domain.Channels;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>What happens between the moment at which a program's right to a stream is found and the one at which it follows it.</summary>
public abstract class BeginningTests(BeginningTests.World world)
{
    private protected World Place => world;

    public sealed class World : TestWorld
    {
        public HeldStreams Streams { get; } = new();

        protected override void Register(IServiceCollection services) => services.Decorate<IStreamStore>((inner, _) => Streams.Around(inner));
    }
}

public sealed class LeavingAtTheBeginningTests(BeginningTests.World world) : BeginningTests(world), IClassFixture<BeginningTests.World>
{
    [Fact]
    public async Task Whoever_is_removed_meanwhile_follows_nothing()
    {
        var left = await Place.ChannelAsync("beginning-left", ChannelVisibility.Private, Place.Ben);
        var kept = await Place.ChannelAsync("beginning-kept", ChannelVisibility.Private, Place.Ben);
        await using var program = await HubProgram.ConnectAsync(Place, Place.Ben);
        await using var witness = await HubProgram.ConnectAsync(Place, Place.Ben);
        await witness.SubscribeAsync(kept);
        Place.Streams.Hold(left, Place.Ben.Id);
        var beginning = program.SubscribeAsync(left);
        await Place.Streams.Found;

        await Place.JsonAsync(Place.Ada, HttpMethod.Delete, $"/streams/{left}/members/{Place.Ben.Id}", null, HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => witness.Told("placeLeft").Count > 0, "the person's other program is told");
        // What is told after it tells that the node has done with it.
        await Place.PostAsync(Place.Ada, kept, "after it");
        await witness.SeesAsync("after it");
        Place.Streams.LetGo();

        Assert.Equal("not_found", (string?)(await beginning)["error"]!["code"]);
        await Place.PostAsync(Place.Ada, left, "not for it");
        Assert.Null((await program.SubscribeAsync(kept))["error"]);
        await Place.PostAsync(Place.Ada, kept, "for it");
        await program.SeesAsync("for it");
        Assert.DoesNotContain("not for it", program.Texts);
    }
}

public sealed class PostingAtTheBeginningTests(BeginningTests.World world) : BeginningTests(world), IClassFixture<BeginningTests.World>
{
    [Fact]
    public async Task What_is_posted_meanwhile_comes_once()
    {
        var channel = await Place.ChannelAsync("beginning-posted", ChannelVisibility.Private, Place.Ben);
        await using var program = await HubProgram.ConnectAsync(Place, Place.Ben);
        await using var witness = await HubProgram.ConnectAsync(Place, Place.Ben);
        await witness.SubscribeAsync(channel);
        Place.Streams.Hold(channel, Place.Ben.Id);
        var beginning = program.SubscribeAsync(channel);
        await Place.Streams.Found;
        await Place.PostAsync(Place.Ada, channel, "meanwhile");
        await witness.SeesAsync("meanwhile");
        Place.Streams.LetGo();

        Assert.Null((await beginning)["error"]);
        await Place.PostAsync(Place.Ada, channel, "afterwards");
        await program.SeesAsync("afterwards");
        Assert.Equal(["meanwhile", "afterwards"], program.Texts);
    }

    [Fact]
    public async Task Whoever_follows_what_it_follows_gets_nothing_twice()
    {
        var channel = await Place.ChannelAsync("beginning-again", ChannelVisibility.Private, Place.Ben);
        await using var program = await HubProgram.ConnectAsync(Place, Place.Ben);
        var version = (long)(await program.SubscribeAsync(channel))["value"]!["version"]!;
        for (var i = 0; i < 10; i++)
            await Place.PostAsync(Place.Ada, channel, $"number {i}");
        await program.SeesAsync("number 9");

        Assert.Equal(version + 10, (long)(await program.SubscribeAsync(channel, version + 10))["value"]!["version"]!);
        await Place.PostAsync(Place.Ada, channel, "the last");
        await program.SeesAsync("the last");
        Assert.Equal(Enumerable.Range(1, 11).Select(i => version + i), program.Versions(channel));
    }
}
