using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Notifications;

/// <summary>What calls people besides their names, from the typed text to the count.</summary>
public sealed class CallTests : HouseTests
{
    private Actor _mia = null!; // set before each test
    private Actor _ned = null!; // set before each test
    private StreamView _team = null!; // set before each test

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _mia = await House.ArriveAsync("Mia Member");
        _ned = await House.ArriveAsync("Ned Neighbour");
        _team = await House.ChannelAsync(House.Owner, "team");
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, _team.Id, Ct));
        await Ok(Use<JoinChannel>().ExecuteAsync(_ned, _team.Id, Ct));
    }

    [Fact]
    public async Task A_group_calls_those_who_were_in_it_and_still_are()
    {
        var group = await GroupAsync("on-call", _mia);
        Later();
        var said = await House.SayAsync(House.Owner, _team.Id, "@on-call please look");
        Assert.Equal([group.Id], said.Groups);
        Assert.Contains($"data-group=\"{group.Id}\"", said.Html, StringComparison.Ordinal);
        Assert.Equal((1L, 0L), (await MentionsAsync(_mia), await MentionsAsync(_ned)));

        Later();
        await ChangeAsync(group, add: [_ned], remove: []);
        Assert.Equal(0, await MentionsAsync(_ned));
        await ChangeAsync(group, add: [], remove: [_mia]);
        Assert.Equal(0, await MentionsAsync(_mia));
    }

    [Fact]
    public async Task Whoever_is_called_by_name_by_two_groups_and_by_a_word_counts_the_message_once()
    {
        await GroupAsync("red", _mia);
        await GroupAsync("blue", _mia);
        await Ok(Use<SetKeywords>().ExecuteAsync(_mia, ["Release train"], Ct));
        Later();
        await House.SayAsync(House.Owner, _team.Id, "@mia.member @red @blue the release train leaves");
        Assert.Equal(1, await MentionsAsync(_mia));
        await House.SayAsync(House.Owner, _team.Id, "the RELEASE TRAIN has left");
        Assert.Equal(2, await MentionsAsync(_mia));
        Assert.Equal(0, await MentionsAsync(_ned));
        await Ok(Use<SetKeywords>().ExecuteAsync(_mia, [], Ct));
        Assert.Equal(1, await MentionsAsync(_mia));
    }

    [Fact]
    public async Task A_keyword_counts_from_when_it_was_wanted_and_ones_own_messages_never()
    {
        await House.SayAsync(House.Owner, _team.Id, "deploy one");
        Later();
        await Ok(Use<SetKeywords>().ExecuteAsync(_mia, ["deploy"], Ct));
        Assert.Equal(0, await MentionsAsync(_mia));
        Later();
        await House.SayAsync(_mia, _team.Id, "deploy two");
        Assert.Equal(0, await MentionsAsync(_mia));
        await House.SayAsync(House.Owner, _team.Id, "deploy three");
        Assert.Equal(1, await MentionsAsync(_mia));
    }

    [Fact]
    public async Task A_guest_calls_no_group_and_learns_of_none()
    {
        await GroupAsync("on-call", _mia);
        var gita = await House.ArriveAsync("Gita Guest", WorkspaceRole.Guest, _team.Id);
        var said = await House.SayAsync(gita, _team.Id, "@on-call hello");
        Assert.Empty(said.Groups);
        Assert.DoesNotContain("data-group", said.Html, StringComparison.Ordinal);
        await Error<Page<UserGroup>, Error.NotFound>(Use<ListGroups>().ExecuteAsync(new ListGroupsRequest(gita, House.Workspace.Id), Ct));
    }

    [Fact]
    public async Task Groups_are_looked_after_by_admins_and_their_handles_are_nobody_elses()
    {
        var group = await GroupAsync("on-call", _mia);
        await Error<UserGroup, Error.Forbidden>(Use<CreateGroup>().ExecuteAsync(new CreateGroupRequest(_mia, House.Workspace.Id, "mine", null), Ct));
        await Error<UserGroup, Error.Forbidden>(Use<ChangeGroupMembers>().ExecuteAsync(new ChangeGroupMembersRequest(_mia, group.Id, [_ned.User], []), Ct));
        foreach (var taken in new[] { "on-call", "ON-CALL", "mia.member" })
            Assert.Equal("group.handle_taken", (await Error<UserGroup, Error.Conflict>(Use<CreateGroup>().ExecuteAsync(new CreateGroupRequest(House.Owner, House.Workspace.Id, taken, null), Ct))).Code);
        await Error<UserGroup, Error.Invalid>(Use<CreateGroup>().ExecuteAsync(new CreateGroupRequest(House.Owner, House.Workspace.Id, "channel", null), Ct));
        await Ok(Use<RenameGroup>().ExecuteAsync(House.Owner, group.Id, "night-shift", "Night shift", Ct));
        Assert.Equal("night-shift", Assert.Single((await Ok(Use<ListGroups>().ExecuteAsync(new ListGroupsRequest(_mia, House.Workspace.Id, "night"), Ct))).Items).Handle);
        Assert.Equal([_mia.User], (await Ok(Use<ListGroupMembers>().ExecuteAsync(_mia, group.Id, null, null, Ct))).Items);
    }

    [Fact]
    public async Task A_group_that_is_gone_calls_nobody()
    {
        var group = await GroupAsync("on-call", _mia);
        Later();
        await House.SayAsync(House.Owner, _team.Id, "@on-call one");
        Assert.Equal(1, await MentionsAsync(_mia));
        await Ok(Use<DeleteGroup>().ExecuteAsync(House.Owner, group.Id, Ct));
        Assert.Equal(0, await MentionsAsync(_mia));
        Assert.Empty((await House.SayAsync(House.Owner, _team.Id, "@on-call two")).Groups);
    }

    [Fact]
    public async Task An_edit_that_adds_or_takes_away_a_group_changes_the_count()
    {
        await GroupAsync("on-call", _mia);
        Later();
        var said = await House.SayAsync(House.Owner, _team.Id, "somebody look");
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(House.Owner, _team.Id, said.Seq, "@on-call look"), Ct));
        Assert.Equal(1, await MentionsAsync(_mia));
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(House.Owner, _team.Id, said.Seq, "never mind"), Ct));
        Assert.Equal(0, await MentionsAsync(_mia));
    }

    [Fact]
    public async Task A_message_sent_without_notifying_calls_nobody_also_after_an_edit()
    {
        await GroupAsync("on-call", _mia);
        await Ok(Use<SetKeywords>().ExecuteAsync(_ned, ["hush"], Ct));
        Later();
        var said = await Ok(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(House.Owner, _team.Id, "@channel @on-call @mia.member hush", House.NewKey(), IsQuiet: true), Ct));
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(House.Owner, _team.Id, said.Seq, "@channel @on-call @mia.member hush!"), Ct));
        Assert.Equal((0L, 0L), (await MentionsAsync(_mia), await MentionsAsync(_ned)));
        Assert.Equal(1, (await House.PlaceAsync(_mia, _team.Id))!.Unread);
    }

    private async Task<UserGroup> GroupAsync(string handle, params Actor[] members)
    {
        var group = await Ok(Use<CreateGroup>().ExecuteAsync(new CreateGroupRequest(House.Owner, House.Workspace.Id, handle, null), Ct));
        return await ChangeAsync(group, members, []);
    }

    private Task<UserGroup> ChangeAsync(UserGroup group, Actor[] add, Actor[] remove) => Ok(Use<ChangeGroupMembers>().ExecuteAsync(
        new ChangeGroupMembersRequest(House.Owner, group.Id, [.. add.Select(a => a.User)], [.. remove.Select(a => a.User)]), Ct));

    private async Task<long> MentionsAsync(Actor actor) => (await House.PlaceAsync(actor, _team.Id))!.Mentions;

    private void Later() => House.Installation.Time.Advance(TimeSpan.FromSeconds(1));
}
