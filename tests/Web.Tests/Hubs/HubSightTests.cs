using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Channels;
using Collab.Domain.Hidden;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Hubs;
using Collab.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>A program is told of what happens to messages that its person does not see, and not what they say.</summary>
[Collection(WorldCollection.Name)]
public sealed class HubSightTests(TestWorld world)
{
    private const string Word = "wombatmarker";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Hidings => new("hide", "clear", "hide and lose the news");

    [Theory]
    [MemberData(nameof(Hidings))]
    public async Task Of_what_one_deletes_for_oneself_while_connected_nothing_is_said_until_it_is_brought_back(string how)
    {
        var channel = await world.ChannelAsync($"sight {how}", ChannelVisibility.Private, world.Ben);
        var root = await world.PostAsync(world.Ben, channel, "first");
        var thread = await ReplyAsync(world.Ben, channel, root.Seq, "a reply");
        await using var ada = await FollowAsync(world.Ada, channel, thread);
        await using var ben = await FollowAsync(world.Ben, channel, thread);

        await HideAsync(how, channel, root.Seq, thread);
        await ChangeAsync(channel, root.Seq, thread, "said");
        await ada.SeesAsync("said, new");
        await ben.SeesAsync("said, new");
        Assert.DoesNotContain(Word, All(ada), StringComparison.Ordinal);
        Assert.Contains($"{Word} root said", ben.Texts);
        Assert.Contains($"{Word} reply said", ben.Texts);
        AssertSameVersions(ada, ben, channel, thread);
        Assert.All(ada.Events.Where(e => (string?)e["message"]?["state"] == "hidden"), e => Assert.Equal("0", (string?)e["message"]!["author"]));

        if (how == "hide")
        {
            await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/streams/{channel}/messages/{root.Seq}/hidden", null, HttpStatusCode.NoContent);
            await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/streams/{thread}/messages/1/hidden", null, HttpStatusCode.NoContent);
        }
        else if (how == "clear")
            await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/history/restore", new { });
        else
            return;
        await ChangeAsync(channel, root.Seq, thread, "again");
        await ada.SeesAsync("again, new");
        Assert.Contains($"{Word} root again", ada.Texts);
        Assert.Contains($"{Word} reply again", ada.Texts);
    }

    [Fact]
    public async Task Whoever_is_shown_a_history_since_joining_is_told_nothing_of_what_was_before()
    {
        await world.JsonAsync(world.Ada, HttpMethod.Put, "/policies/history", new { policy = "sinceJoining" }, HttpStatusCode.NoContent);
        try
        {
            var channel = await world.ChannelAsync("sight since", ChannelVisibility.Private, world.Ben);
            var root = await world.PostAsync(world.Ben, channel, "first");
            var thread = await ReplyAsync(world.Ben, channel, root.Seq, "a reply");
            var cy = await world.JoinAsync("Cy", world.First.Id);
            Assert.True((await world.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(world.Ada.Actor, channel, [cy.Id]), Ct)).IsOk);
            await using var late = await FollowAsync(cy, channel, thread);
            await using var ben = await FollowAsync(world.Ben, channel, thread);

            await ChangeAsync(channel, root.Seq, thread, "said");
            await late.SeesAsync("said, new");
            await ben.SeesAsync("said, new");

            Assert.DoesNotContain(Word, All(late), StringComparison.Ordinal);
            Assert.Contains($"{Word} root said", ben.Texts);
            AssertSameVersions(late, ben, channel, thread);
        }
        finally
        {
            await world.JsonAsync(world.Ada, HttpMethod.Put, "/policies/history", new { policy = "all" }, HttpStatusCode.NoContent);
        }
    }

    private async Task HideAsync(string how, StreamId channel, long seq, StreamId thread)
    {
        switch (how)
        {
            case "hide":
                await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{channel}/messages/{seq}/hidden", null, HttpStatusCode.NoContent);
                await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{thread}/messages/1/hidden", null, HttpStatusCode.NoContent);
                break;
            case "clear":
                await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/history/clear");
                break;
            default:
                foreach (var (stream, number) in new[] { (channel, seq), (thread, 1L) })
                {
                    var seat = (await world.Get<StreamAccess>().EnterAsync(world.Ada.Actor, stream, Ct)).Value;
                    Assert.True((await world.Get<IHiddenMessages>().HideAsync(seat, [number], Ct)).IsOk);
                }

                foreach (var program in world.Services.GetRequiredService<HubClients>().Of(world.Ada.Id))
                    program.Offer(new HubWork.Recheck());
                break;
        }
    }

    // All that can happen to a message, and then a new one in each, which everybody sees.
    private async Task ChangeAsync(StreamId channel, long seq, StreamId thread, string when)
    {
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/messages/{seq}", new { text = $"{Word} root {when}" }, HttpStatusCode.OK);
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/messages/{seq}/reactions/{Uri.EscapeDataString("👍")}", null, HttpStatusCode.OK);
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/messages/{seq}/pin", null, HttpStatusCode.OK);
        await world.JsonAsync(world.Ben, HttpMethod.Delete, $"/streams/{channel}/messages/{seq}/pin", null, HttpStatusCode.OK);
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{thread}/messages/1", new { text = $"{Word} reply {when}" }, HttpStatusCode.OK);
        await ReplyAsync(world.Ben, channel, seq, $"{when}, reply");
        await world.PostAsync(world.Ben, channel, $"{when}, new");
    }

    private async Task<StreamId> ReplyAsync(TestPerson who, StreamId channel, long seq, string text)
    {
        var reply = await world.JsonAsync(who, HttpMethod.Post, $"/streams/{channel}/messages/{seq}/replies", new { text }, HttpStatusCode.Created);
        return StreamId.Parse((string?)reply["stream"] ?? "", null);
    }

    private async Task<HubProgram> FollowAsync(TestPerson who, params StreamId[] streams)
    {
        var program = await HubProgram.ConnectAsync(world, who);
        foreach (var stream in streams)
            Assert.Null((await program.SubscribeAsync(stream))["error"]);
        return program;
    }

    private static string All(HubProgram program) => string.Join('\n', program.Events.Select(e => e.ToJsonString()));

    private static void AssertSameVersions(HubProgram one, HubProgram other, params StreamId[] streams)
    {
        foreach (var stream in streams)
            Assert.Equal(other.Versions(stream), one.Versions(stream));
    }
}
