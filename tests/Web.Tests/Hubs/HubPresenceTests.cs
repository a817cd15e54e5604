using Collab.Domain.Channels;
using Collab.Domain.Workspaces;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>Programs that follow people.</summary>
[Collection(WorldCollection.Name)]
public sealed class HubPresenceTests(TestWorld world)
{
    [Fact]
    public async Task A_program_is_told_of_the_people_whom_it_follows_and_of_no_others()
    {
        var (followed, other) = (await world.JoinAsync("Fay", world.First.Id), await world.JoinAsync("Ott", world.First.Id));
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        var answer = await program.CallAsync("FollowPeople", (object)new[] { followed.Id.ToString(), world.Oda.Id.ToString() });
        var look = Assert.Single(answer["value"]!["people"]!.AsArray())!;
        Assert.Equal((followed.Id.ToString(), "offline"), ((string?)look["person"], (string?)look["presence"]));

        await using var unknown = await HubProgram.ConnectAsync(world, other);
        await using (await HubProgram.ConnectAsync(world, followed))
            await Eventually.TrueAsync(() => States(program, followed) is [.., "online"], "she comes");
        await world.JsonAsync(followed, HttpMethod.Put, "/me/status", new { text = "here", pausesNotifications = true });
        await Eventually.TrueAsync(() => States(program, followed).Contains("doNotDisturb"), "she pauses");
        await Eventually.TrueAsync(() => States(program, followed) is [.., "offline"], "she goes after a moment");

        Assert.Empty(States(program, other));
    }

    [Fact]
    public async Task Whoever_loses_a_place_is_not_told_of_its_people_any_more()
    {
        var channel = await world.ChannelAsync("guests-once", ChannelVisibility.Private, world.Ben);
        var guest = await world.JoinAsync("Gil", world.First.Id, WorkspaceRole.Guest, channel);
        await using var program = await HubProgram.ConnectAsync(world, guest);
        Assert.Single((await program.CallAsync("FollowPeople", (object)new[] { world.Ben.Id.ToString() }))["value"]!["people"]!.AsArray());

        await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/streams/{channel}/members/{guest.Id}", null, System.Net.HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => program.Told("peopleUnfollowed").Count == 1, "it is told to follow again");
        var before = States(program, world.Ben).Count;
        await world.JsonAsync(world.Ben, HttpMethod.Put, "/me/status", new { text = "not for guests" });

        Assert.Empty((await program.CallAsync("FollowPeople", (object)new[] { world.Ben.Id.ToString() }))["value"]!["people"]!.AsArray());
        Assert.Equal(before, States(program, world.Ben).Count);
        await world.JsonAsync(world.Ben, HttpMethod.Delete, "/me/status");
    }

    [Fact]
    public async Task Typing_that_comes_more_often_than_every_few_seconds_is_passed_on_once()
    {
        var channel = await world.ChannelAsync("typing-fast", ChannelVisibility.Public, world.Ben);
        await using var program = await HubProgram.ConnectAsync(world, world.Ben);
        await program.SubscribeAsync(channel);
        var typing = world.Get<Domain.Presence.SignalTyping>();
        for (var i = 0; i < 20; i++)
            await typing.ExecuteAsync(world.Ada.Actor, channel, TestContext.Current.CancellationToken);
        await world.PostAsync(world.Ada, channel, "typed");
        await program.SeesAsync("typed");

        Assert.Single(program.Told("typing"));
    }

    private static IReadOnlyList<string?> States(HubProgram program, TestPerson person) =>
        [.. program.Told("presence").Where(p => (string?)p!["person"] == person.Id.ToString()).Select(p => (string?)p!["presence"])];
}
