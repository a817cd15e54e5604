using System.Reflection;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Channels;

public sealed class ChannelTests : HouseTests
{
    private Actor _mia = null!; // set before each test

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _mia = await House.ArriveAsync("Mia Member");
    }

    [Fact]
    public async Task A_name_is_taken_once_also_when_two_ask_at_once()
    {
        Actor[] people = [House.Owner, _mia, await House.ArriveAsync("Max Member"), await House.ArriveAsync("Moe Member")];
        var made = await Task.WhenAll(people.Select(maker =>
            Use<CreateChannel>().ExecuteAsync(new CreateChannelRequest(maker, House.Workspace.Id, "Plans"), Ct)));
        Assert.Single(made, m => m.IsOk);
        Assert.All(made.Where(m => !m.IsOk), m => Assert.IsType<Error.Conflict>(m.Error));
    }

    [Fact]
    public async Task Public_channels_are_found_and_joined_private_ones_are_not_even_counted()
    {
        var open = await House.ChannelAsync(House.Owner, "open");
        await House.ChannelAsync(House.Owner, "closed", ChannelVisibility.Private);
        var listed = await Ok(Use<BrowseChannels>().ExecuteAsync(new BrowseChannelsRequest(_mia, House.Workspace.Id, new ChannelFilter()), Ct));
        Assert.Equal([("general", true), ("open", false), ("random", false)], listed.Items.Select(l => (l.Channel.Name, l.IsJoined)));
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, open.Id, Ct));
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, open.Id, Ct));
        Assert.Equal(2, (await House.PlaceAsync(_mia, open.Id))?.Head.MemberCount);
    }

    [Fact]
    public async Task The_directory_shows_what_is_joined_private_or_archived_and_counts_members()
    {
        var (open, own, old) = (await House.ChannelAsync(House.Owner, "north-open"), await House.ChannelAsync(_mia, "north-own", ChannelVisibility.Private),
            await House.ChannelAsync(House.Owner, "north-old"));
        await House.ChannelAsync(House.Owner, "north-secret", ChannelVisibility.Private);
        await Ok(Use<JoinChannel>().ExecuteAsync(House.Owner, open.Id, Ct));
        await Ok(Use<ArchiveChannel>().ExecuteAsync(House.Owner, old.Id, true, Ct));

        Assert.Equal([("north-open", 1), ("north-own", 1)], await ShownAsync(_mia, ChannelShow.Open));
        Assert.Equal([("north-open", 1)], await ShownAsync(_mia, ChannelShow.NotJoined));
        Assert.Equal([("north-own", 1)], await ShownAsync(_mia, ChannelShow.Joined));
        Assert.Equal([("north-own", 1)], await ShownAsync(_mia, ChannelShow.Private));
        Assert.Equal([("north-old", 1)], await ShownAsync(_mia, ChannelShow.Archived));
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, open.Id, Ct));
        Assert.Equal([("north-open", 2), ("north-own", 1)], await ShownAsync(_mia, ChannelShow.Joined));
    }

    private async Task<IEnumerable<(string, int?)>> ShownAsync(Actor actor, ChannelShow show) =>
        (await Ok(Use<BrowseChannels>().ExecuteAsync(new BrowseChannelsRequest(actor, House.Workspace.Id, new ChannelFilter(NamePart: "orth-o", Show: show)), Ct)))
            .Items.Concat((await Ok(Use<BrowseChannels>().ExecuteAsync(new BrowseChannelsRequest(actor, House.Workspace.Id, new ChannelFilter("north-s", Show: show)), Ct))).Items)
            .Select(l => (l.Channel.Name, l.Members));

    [Fact]
    public async Task One_who_looks_in_reads_but_must_join_to_post()
    {
        var open = await House.ChannelAsync(House.Owner, "open");
        await House.SayAsync(House.Owner, open.Id, "welcome");
        var page = await Ok(Use<ListMessages>().ExecuteAsync(new ListMessagesRequest(_mia, open.Id, MessageRange.Newest(10)), Ct));
        Assert.Contains(page.Items, m => m.Text == "welcome");
        var error = await Error<MessageView, Error.Forbidden>(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(_mia, open.Id, "hi", House.NewKey()), Ct));
        Assert.Equal("stream.not_joined", error.Code);
    }

    [Fact]
    public async Task An_archived_channel_takes_nothing_until_it_is_opened_again()
    {
        var plans = await House.ChannelAsync(_mia, "plans");
        var said = await House.SayAsync(_mia, plans.Id, "before");
        await Ok(Use<ArchiveChannel>().ExecuteAsync(_mia, plans.Id, true, Ct));
        await Error<MessageView, Error.Conflict>(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(_mia, plans.Id, "no", House.NewKey()), Ct));
        await Error<MessageView, Error.Conflict>(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(_mia, plans.Id, said.Seq, "no"), Ct));
        await Error<MessageView, Error.Conflict>(Use<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_mia, plans.Id, said.Seq, "no", House.NewKey()), Ct));
        await Ok(Use<ArchiveChannel>().ExecuteAsync(_mia, plans.Id, false, Ct));
        await House.SayAsync(_mia, plans.Id, "after");
    }

    [Fact]
    public async Task A_topic_is_set_and_a_channel_archived_while_the_directory_of_channels_is_away()
    {
        var plans = await House.ChannelAsync(_mia, "plans");
        var away = DispatchProxy.Create<IChannelDirectory, AwayDirectory>();

        var said = await Ok(new SetTopic(Use<StreamAccess>(), Use<IStreamStore>(), away).ExecuteAsync(_mia, plans.Id, "Ropes", null, Ct));
        var closed = await Ok(new ArchiveChannel(Use<StreamAccess>(), Use<IStreamStore>(), away, Use<AuditTrail>()).ExecuteAsync(_mia, plans.Id, true, Ct));

        Assert.Equal("Ropes", said.Topic);
        Assert.NotNull(closed.ArchivedAt);
        Assert.Empty(await ShownAsync("plans", ChannelShow.Archived));
        await new ChannelHeads(Use<IChannelDirectory>()).HandleAsync(new StreamEvents(closed, [], IsComplete: true), Ct);
        Assert.Equal(["plans"], await ShownAsync("plans", ChannelShow.Archived));
    }

    private async Task<IEnumerable<string>> ShownAsync(string prefix, ChannelShow show) =>
        (await Ok(Use<BrowseChannels>().ExecuteAsync(new BrowseChannelsRequest(_mia, House.Workspace.Id, new ChannelFilter(prefix, Show: show)), Ct)))
            .Items.Select(l => l.Channel.Name);

    [Fact]
    public async Task A_renamed_channel_is_found_by_its_new_name_and_the_old_one_is_free()
    {
        var plans = await House.ChannelAsync(_mia, "plans");
        var renamed = await Ok(Use<RenameChannel>().ExecuteAsync(_mia, plans.Id, "Next plans", Ct));
        Assert.Equal("next-plans", renamed.Name);
        Assert.True((await Use<CreateChannel>().ExecuteAsync(new CreateChannelRequest(_mia, House.Workspace.Id, "plans"), Ct)).IsOk);
        await Error<StreamView, Error.Conflict>(Use<RenameChannel>().ExecuteAsync(_mia, plans.Id, "plans", Ct));
    }

    [Fact]
    public async Task The_last_manager_names_another_before_she_leaves()
    {
        var plans = await House.ChannelAsync(_mia, "plans");
        await Ok(Use<AddMembers>().ExecuteAsync(new AddMembersRequest(_mia, plans.Id, [House.Owner.User]), Ct));
        Assert.Equal("stream.last_manager", (await Error<Done, Error.Conflict>(Use<LeaveChannel>().ExecuteAsync(_mia, plans.Id, Ct))).Code);
        await Ok(Use<SetChannelRole>().ExecuteAsync(_mia, plans.Id, House.Owner.User, SeatRole.Manager, Ct));
        await Ok(Use<LeaveChannel>().ExecuteAsync(_mia, plans.Id, Ct));
        Assert.Null(await House.PlaceAsync(_mia, plans.Id));
    }

    [Fact]
    public async Task Nobody_leaves_an_org_wide_channel_and_only_admins_make_one()
    {
        var general = (await Use<ListPlaces>().ExecuteAsync(_mia, Ct)).Items.Single(p => p.Head.Name == "general");
        await Error<Done, Error.Conflict>(Use<LeaveChannel>().ExecuteAsync(_mia, general.Id, Ct));
        await Error<StreamView, Error.Forbidden>(
            Use<CreateChannel>().ExecuteAsync(new CreateChannelRequest(_mia, House.Workspace.Id, "all", ChannelVisibility.OrgWide), Ct));
        var news = await Ok(Use<CreateChannel>().ExecuteAsync(new CreateChannelRequest(House.Owner, House.Workspace.Id, "news", ChannelVisibility.OrgWide), Ct));
        Assert.NotNull(await House.PlaceAsync(_mia, news.Id));
    }

    [Fact]
    public async Task The_same_people_always_meet_in_the_same_chat()
    {
        var bo = await House.ArriveAsync("Bo Berg");
        var one = await Ok(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(_mia, [bo.User]), Ct));
        var other = await Ok(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(bo, [_mia.User]), Ct));
        Assert.Equal(one.Id, other.Id);
        Assert.Equal(StreamKind.Direct, one.Head.Kind);
        var group = await Ok(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(bo, [_mia.User, House.Owner.User]), Ct));
        Assert.Equal(StreamKind.Group, group.Head.Kind);
        await Error<PlaceView, Error.NotFound>(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(_mia, [new UserId(12345)]), Ct));
    }

    [Fact]
    public async Task A_guest_starts_chats_only_with_people_she_meets()
    {
        var team = await House.ChannelAsync(House.Owner, "team");
        var gita = await House.ArriveAsync("Gita Guest", WorkspaceRole.Guest, team.Id);
        await Error<PlaceView, Error.NotFound>(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(gita, [_mia.User]), Ct));
        await Ok(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(gita, [House.Owner.User]), Ct));
    }
}

/// <summary>A directory of channels that nothing reaches.</summary>
public class AwayDirectory : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Task.FromException(new TimeoutException($"{targetMethod?.Name} waits for a database that is away."));
}
