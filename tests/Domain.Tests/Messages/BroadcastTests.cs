using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Messages;

public sealed class BroadcastTests : HouseTests
{
    private UserId[] _crowd = [];

    [Theory]
    [InlineData(1000, false, BroadcastPolicy.Nobody, null)]
    [InlineData(1001, false, BroadcastPolicy.Managers, "broadcast.managers_only")]
    [InlineData(1001, true, BroadcastPolicy.Managers, null)]
    [InlineData(1001, false, BroadcastPolicy.Everyone, null)]
    [InlineData(1001, true, BroadcastPolicy.Nobody, "broadcast.off")]
    public void Above_a_thousand_people_the_policy_decides(int members, bool manages, BroadcastPolicy policy, string? refused) =>
        Assert.Equal(refused, BroadcastRules.Refusal(SeatIn(members, manages), policy)?.Code);

    [Fact]
    public async Task In_a_large_channel_a_member_is_refused_and_may_send_quietly_and_a_manager_calls_all_with_one_row()
    {
        var (mia, large) = await LargeChannelAsync();
        await Error<MessageView, Error.Forbidden>(PostAsync(mia, large, "@channel look"));
        await Ok(PostAsync(mia, large, "@channel look", isQuiet: true));
        var preview = await Ok(Use<PreviewCall>().ExecuteAsync(mia, large, "@here look", false, Ct));
        Assert.Equal(("broadcast.managers_only", false), (preview.Refusal?.Code, preview.Asks));
        Assert.Equal(0, (await House.PlaceAsync(House.Owner, large))!.Mentions);

        preview = await Ok(Use<PreviewCall>().ExecuteAsync(House.Owner, large, "@channel look", false, Ct));
        Assert.Equal((1200, true, 0, 1), (preview.People, preview.Asks, preview.Online, preview.Zones));
        await Ok(PostAsync(House.Owner, large, "@channel look"));
        Assert.Equal(1, (await House.PlaceAsync(mia, large))!.Mentions);
    }

    [Fact]
    public async Task The_policy_is_changed_by_those_who_run_the_organization_and_holds_from_the_next_message_on()
    {
        var (mia, large) = await LargeChannelAsync();
        await Error<Done, Error.NotFound>(Use<SetBroadcastPolicy>().ExecuteAsync(mia, BroadcastPolicy.Everyone, Ct));
        await Ok(Use<SetBroadcastPolicy>().ExecuteAsync(House.Owner, BroadcastPolicy.Everyone, Ct));
        var said = await Ok(PostAsync(mia, large, "@channel look"));
        await Ok(Use<SetBroadcastPolicy>().ExecuteAsync(House.Owner, BroadcastPolicy.Nobody, Ct));
        await Error<MessageView, Error.Forbidden>(PostAsync(House.Owner, large, "@channel look"));
        // What called everybody already may be mended, but nothing may begin to.
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(mia, large, said.Seq, "@channel look here"), Ct));
        var plain = await Ok(PostAsync(mia, large, "look"));
        await Error<MessageView, Error.Forbidden>(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(mia, large, plain.Seq, "@channel look"), Ct));
    }

    [Fact]
    public async Task Those_who_are_online_are_called_and_nobody_else_and_the_question_says_how_many_they_are()
    {
        var (mia, large) = await LargeChannelAsync();
        var noa = await House.ArriveAsync("Noa Neighbour");
        await Ok(Use<JoinChannel>().ExecuteAsync(noa, large, Ct));
        Assert.False((await Ok(Use<PreviewCall>().ExecuteAsync(House.Owner, large, "@here look", false, Ct))).Asks);
        House.ComeOnline([House.Owner.User, mia.User, .. _crowd[..24]]);

        var preview = await Ok(Use<PreviewCall>().ExecuteAsync(House.Owner, large, "@here look", false, Ct));
        Assert.Equal((25, true, 25, (int?)1201), (preview.People, preview.Asks, preview.Online, preview.Among));
        preview = await Ok(Use<PreviewCall>().ExecuteAsync(House.Owner, large, "@channel look", false, Ct));
        Assert.Equal((1201, 25, (int?)null), (preview.People, preview.Online, preview.Among));

        var said = await Ok(PostAsync(House.Owner, large, "@here look"));
        Assert.Equal((1L, 0L), (await MentionsAsync(mia, large), await MentionsAsync(noa, large)));

        // Who comes later is not called, not by an edit either; who is named is.
        House.ComeOnline(noa.User);
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(House.Owner, large, said.Seq, "@here look now"), Ct));
        Assert.Equal((1L, 0L), (await MentionsAsync(mia, large), await MentionsAsync(noa, large)));
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(House.Owner, large, said.Seq, "@here @noa.neighbour @mia.member look"), Ct));
        Assert.Equal((1L, 1L), (await MentionsAsync(mia, large), await MentionsAsync(noa, large)));
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(House.Owner, large, said.Seq, "look"), Ct));
        Assert.Equal((0L, 0L), (await MentionsAsync(mia, large), await MentionsAsync(noa, large)));
    }

    [Fact]
    public async Task The_question_goes_by_the_zones_of_those_who_are_called()
    {
        var (mia, noa) = (await House.ArriveAsync("Mia Member"), await House.ArriveAsync("Noa Neighbour"));
        var otto = await House.ArriveAsync("Otto Outside");
        await LiveInAsync(mia, "Asia/Tokyo");
        await LiveInAsync(noa, "America/Los_Angeles");
        await LiveInAsync(otto, "Australia/Sydney");
        var team = (await House.ChannelAsync(House.Owner, "team")).Id;
        foreach (var member in new[] { mia, noa })
            await Ok(Use<JoinChannel>().ExecuteAsync(member, team, Ct));
        await Ok(Use<ISeatStore>().AddAsync(team, House.Owner.User, [.. NewCrowd(20)], null, Ct));

        // It is nine in the morning in London: six in the evening in Tokyo, one at night in Los Angeles. Nobody knows of the others.
        var preview = await Ok(Use<PreviewCall>().ExecuteAsync(House.Owner, team, "@channel look", false, Ct));

        Assert.Equal((22, 2, 11), (preview.People, preview.Zones, preview.AtNight));
    }

    [Fact]
    public async Task A_small_place_and_a_chat_are_not_asked_about()
    {
        var mia = await House.ArriveAsync("Mia Member");
        var team = await House.ChannelAsync(House.Owner, "team");
        await Ok(Use<JoinChannel>().ExecuteAsync(mia, team.Id, Ct));
        Assert.False((await Ok(Use<PreviewCall>().ExecuteAsync(mia, team.Id, "@channel look", false, Ct))).Asks);
        Assert.Equal(CallPreview.Nobody, await Ok(Use<PreviewCall>().ExecuteAsync(mia, team.Id, "nothing to see", false, Ct)));
        await Error<CallPreview, Error.NotFound>(Use<PreviewCall>().ExecuteAsync(mia, (await House.ChannelAsync(House.Owner, "secret", ChannelVisibility.Private)).Id, "@channel", false, Ct));
    }

    private async Task<(Actor Mia, StreamId Large)> LargeChannelAsync()
    {
        var mia = await House.ArriveAsync("Mia Member");
        var channel = await House.ChannelAsync(House.Owner, "large");
        await Ok(Use<JoinChannel>().ExecuteAsync(mia, channel.Id, Ct));
        var crowd = NewCrowd(1199);
        _crowd = [.. crowd.Select(c => c.User)];
        foreach (var some in crowd.Chunk(400))
            await Ok(Use<ISeatStore>().AddAsync(channel.Id, House.Owner.User, some, null, Ct));
        return (mia, channel.Id);
    }

    private NewSeat[] NewCrowd(int count) => [.. Enumerable.Range(0, count).Select(_ => new NewSeat(Use<IIdSource>().NextInAnyBucket<UserId>(), SeatRole.Member))];

    private async Task<long> MentionsAsync(Actor actor, StreamId stream) => (await House.PlaceAsync(actor, stream))!.Mentions; // she is in it

    private Task LiveInAsync(Actor actor, string zone) => Ok(Use<SetHours>().ExecuteAsync(actor, null, zone, Ct));

    private Task<Result<MessageView>> PostAsync(Actor actor, StreamId stream, string text, bool isQuiet = false) =>
        Use<PostMessage>().ExecuteAsync(new PostMessageRequest(actor, stream, text, House.NewKey(), isQuiet), Ct);

    private static Seat SeatIn(int members, bool manages)
    {
        var user = new UserId(1024);
        var head = new StreamView
        {
            Id = new StreamId(2048),
            Kind = StreamKind.Channel,
            Organization = new OrganizationId(1),
            Workspace = new WorkspaceId(1),
            MemberCount = members,
            CreatedBy = user,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var membership = new SeatView(user, manages ? SeatRole.Manager : SeatRole.Member, 0, null, 0, null);
        var actor = new Actor(user, head.Organization, OrganizationRole.Member);
        return new Seat(actor, head, membership, StreamRules.ChannelRights(actor, head, membership, WorkspaceRole.Member));
    }
}
