using Collab.Domain.Streams;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>A program whose places cannot be read when it comes is told of them later, though nothing tells that they can be.</summary>
public sealed class GreetingTests(GreetingTests.World world) : IClassFixture<GreetingTests.World>
{
    [Fact]
    public async Task A_program_that_could_not_be_told_of_its_places_is_told_later()
    {
        await world.ChannelAsync("patience", Domain.Channels.ChannelVisibility.Private, world.Ben);
        world.Seats.Failures = 2;
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        await Eventually.TrueAsync(() => program.Told("places").Count > 0, "the program is told of its places", TimeSpan.FromSeconds(30));
        Assert.Equal(0, world.Seats.Failures);
        Assert.Contains(program.Told("places")[0]!.AsArray(), p => (string?)p!["head"]!["name"] == "patience");
    }

    public sealed class World : TestWorld
    {
        public BusySeats Seats { get; } = new();

        protected override void Register(IServiceCollection services) => services.Decorate<ISeatStore>((inner, _) => Seats.Around(inner));
    }
}
