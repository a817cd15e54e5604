using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Channels;

public sealed class ListSharedChannelsTests : HouseTests
{
    [Fact]
    public async Task Only_channels_in_which_both_are_are_listed_by_name()
    {
        var (mia, noa) = (await House.ArriveAsync("Mia Member"), await House.ArriveAsync("Noa Neighbour"));
        var (zoo, art) = (await House.ChannelAsync(mia, "zoo"), await House.ChannelAsync(mia, "art", ChannelVisibility.Private));
        await House.ChannelAsync(mia, "hers");
        await House.ChannelAsync(noa, "his", ChannelVisibility.Private);
        await Ok(Use<JoinChannel>().ExecuteAsync(noa, zoo.Id, Ct));
        await Ok(Use<AddMembers>().ExecuteAsync(new AddMembersRequest(mia, art.Id, [noa.User]), Ct));

        Assert.Equal(["art", "zoo"], await NamesAsync(mia, noa));
        Assert.Equal(["art", "zoo"], await NamesAsync(noa, mia));
        Assert.Empty(await NamesAsync(House.Owner, mia));
        Assert.Empty(await NamesAsync(mia, mia));

        await Ok(Use<LeaveChannel>().ExecuteAsync(noa, zoo.Id, Ct));
        Assert.Equal(["art"], await NamesAsync(mia, noa));
    }

    [Fact]
    public async Task Of_one_who_may_not_be_known_nothing_is_listed()
    {
        var team = await House.ChannelAsync(House.Owner, "team");
        var (gita, noa) = (await House.ArriveAsync("Gita Guest", WorkspaceRole.Guest, team.Id), await House.ArriveAsync("Noa Neighbour"));

        await Error<IReadOnlyList<StreamView>, Error.NotFound>(Use<ListSharedChannels>().ExecuteAsync(gita, noa.User, Ct));
        Assert.Equal(["team"], await NamesAsync(gita, House.Owner));
    }

    private async Task<IEnumerable<string>> NamesAsync(Actor actor, Actor other) =>
        (await Ok(Use<ListSharedChannels>().ExecuteAsync(actor, other.User, Ct))).Select(head => head.Name);
}
