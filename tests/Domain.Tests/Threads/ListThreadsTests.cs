using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Threads;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Threads;

public sealed class ListThreadsTests : HouseTests
{
    [Fact]
    public async Task One_lists_the_threads_that_one_follows_and_nobody_elses()
    {
        var (mia, noa) = (await House.ArriveAsync("Mia Member"), await House.ArriveAsync("Noa Neighbour"));
        var team = await House.ChannelAsync(House.Owner, "team");
        foreach (var member in new[] { mia, noa })
            await Ok(Use<JoinChannel>().ExecuteAsync(member, team.Id, Ct));
        var root = await House.SayAsync(mia, team.Id, "who comes?");
        var reply = await Ok(Use<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(House.Owner, team.Id, root.Seq, "me", House.NewKey()), Ct));

        var hers = Assert.Single((await Ok(Use<ListThreads>().ExecuteAsync(new ListThreadsRequest(mia, House.Workspace.Id), Ct))).Items);

        Assert.Equal((reply.Stream, root.Id, 1L), (hers.Place.Id, hers.Root.Id, hers.Place.Unread));
        Assert.Empty((await Ok(Use<ListThreads>().ExecuteAsync(new ListThreadsRequest(noa, House.Workspace.Id), Ct))).Items);
        Assert.Empty((await Ok(Use<ListThreads>().ExecuteAsync(new ListThreadsRequest(House.Owner, House.Workspace.Id, IsUnread: true), Ct))).Items);
    }

    [Fact]
    public async Task A_workspace_of_others_is_not_there_and_a_strange_cursor_is_refused()
    {
        var mia = await House.ArriveAsync("Mia Member");
        var other = await Ok(Use<CreateWorkspace>().ExecuteAsync(House.Owner, "Other", null, Ct));

        await Error<Page<FollowedThread>, Error.NotFound>(Use<ListThreads>().ExecuteAsync(new ListThreadsRequest(mia, other.Id), Ct));
        await Error<Page<FollowedThread>, Error.Invalid>(Use<ListThreads>().ExecuteAsync(new ListThreadsRequest(mia, House.Workspace.Id, Cursor: "?"), Ct));
    }
}
