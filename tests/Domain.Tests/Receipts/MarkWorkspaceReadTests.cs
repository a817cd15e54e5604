using Collab.Domain.Channels;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Receipts;

/// <summary>Everything in a workspace is marked as read, and that is taken back.</summary>
public sealed class MarkWorkspaceReadTests : HouseTests
{
    private Actor _mia = null!; // set before each test
    private StreamView _team = null!; // set before each test
    private StreamId _chat;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _mia = await House.ArriveAsync("Mia Member");
        _team = await House.ChannelAsync(House.Owner, "team");
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, _team.Id, Ct));
        _chat = (await Ok(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(House.Owner, [_mia.User]), Ct))).Id;
        foreach (var place in new[] { _team.Id, _team.Id, _chat })
            await House.SayAsync(House.Owner, place, "read this");
    }

    [Fact]
    public async Task Channels_and_chats_are_read_and_the_way_back_leads_to_where_each_marker_was()
    {
        var before = await UnreadAsync();
        Assert.Equal((2L, 1L), before);

        var marked = await Ok(Use<MarkWorkspaceRead>().ExecuteAsync(_mia, House.Workspace.Id, Ct));

        Assert.Equal(new[] { _team.Id, _chat }.Order(), marked.Select(m => m.Stream).Order());
        Assert.All(marked, m => Assert.Equal(0, m.Now.Unread));
        Assert.Equal((0L, 0L), await UnreadAsync());
        Assert.Empty(await Ok(Use<MarkWorkspaceRead>().ExecuteAsync(_mia, House.Workspace.Id, Ct)));

        Assert.Equal(2, await Ok(Use<UnmarkPlaces>().ExecuteAsync(_mia, marked, Ct)));
        Assert.Equal(before, await UnreadAsync());
    }

    [Fact]
    public async Task Channels_of_another_workspace_stay_unread()
    {
        var other = await Ok(Use<CreateWorkspace>().ExecuteAsync(House.Owner, "Other", null, Ct));
        foreach (var place in new[] { _team.Id, _chat })
            await House.SayAsync(_mia, place, "and this");

        var marked = await Ok(Use<MarkWorkspaceRead>().ExecuteAsync(House.Owner, other.Id, Ct));

        Assert.Equal([_chat], marked.Select(m => m.Stream));
        Assert.Equal(1, (await House.PlaceAsync(House.Owner, _team.Id))!.Unread); // she is in it
        await Error<IReadOnlyList<PlaceMark>, Error.NotFound>(Use<MarkWorkspaceRead>().ExecuteAsync(_mia, other.Id, Ct));
    }

    [Fact]
    public async Task What_nobody_can_have_marked_is_not_taken_back()
    {
        var mark = new PlaceMark(_chat, 0, new ReadState(1, 0, 0));

        await Error<int, Error.Invalid>(Use<UnmarkPlaces>().ExecuteAsync(_mia, [mark with { Before = -1 }], Ct));
        await Error<int, Error.Invalid>(Use<UnmarkPlaces>().ExecuteAsync(_mia, [.. Enumerable.Repeat(mark, MarkWorkspaceRead.MaxPlaces + 1)], Ct));
    }

    [Fact]
    public async Task One_who_is_not_in_a_place_moves_nothing_there()
    {
        var noa = await House.ArriveAsync("Noa Neighbour");
        var marked = await Ok(Use<MarkWorkspaceRead>().ExecuteAsync(_mia, House.Workspace.Id, Ct));

        Assert.Equal(0, await Ok(Use<UnmarkPlaces>().ExecuteAsync(noa, marked, Ct)));
        Assert.Equal((0L, 0L), await UnreadAsync());
    }

    private async Task<(long Team, long Chat)> UnreadAsync() =>
        ((await House.PlaceAsync(_mia, _team.Id))!.Unread, (await House.PlaceAsync(_mia, _chat))!.Unread); // she is in both
}
