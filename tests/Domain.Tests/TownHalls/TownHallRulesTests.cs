using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.TownHalls;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.TownHalls;

public sealed class TownHallRulesTests
{
    private static readonly TownHallRules Rules = new(1000);

    [Theory]
    [InlineData(999, false, false)]
    [InlineData(1000, false, true)]
    [InlineData(800, true, true)]
    [InlineData(799, true, false)]
    public void A_place_becomes_one_by_a_thousand_viewers_and_stays_one_until_a_fifth_has_gone(int viewers, bool wasOne, bool isOne) =>
        Assert.Equal(isOne, Rules.IsOne(viewers, wasOne));

    [Fact]
    public void A_number_that_nobody_reaches_turns_it_off() => Assert.False(new TownHallRules(int.MaxValue).IsOne(2_000_000_000, wasOne: false));

    [Theory]
    [InlineData(StreamKind.Channel, 1000, SeatRole.Manager, true)]
    [InlineData(StreamKind.Channel, 1000, SeatRole.Poster, true)]
    [InlineData(StreamKind.Channel, 1000, SeatRole.Member, false)]
    [InlineData(StreamKind.Channel, 999, SeatRole.Manager, false)]
    [InlineData(StreamKind.Group, 1000, SeatRole.Manager, false)]
    public void Hosts_are_those_who_manage_or_were_selected_to_post_where_a_town_hall_can_be(StreamKind kind, int members, SeatRole role, bool isHost)
    {
        var user = new UserId(1024);
        var actor = new Actor(user, new OrganizationId(1), OrganizationRole.Member);
        var membership = new SeatView(user, role, 0, null, 0, null);
        var head = new StreamView
        {
            Id = new StreamId(4096),
            Kind = kind,
            Organization = actor.Organization,
            Workspace = new WorkspaceId(1),
            Visibility = ChannelVisibility.OrgWide,
            CreatedBy = user,
            CreatedAt = DateTimeOffset.UnixEpoch,
            MemberCount = members,
        };
        Assert.Equal(isHost, Rules.IsHost(new Seat(actor, head, membership, StreamRules.ChannelRights(actor, head, membership, WorkspaceRole.Member))));
    }
}
