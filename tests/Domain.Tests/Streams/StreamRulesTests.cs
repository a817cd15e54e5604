using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Streams;

public sealed class StreamRulesTests
{
    private static readonly SeatView Seated = new(new UserId(1), SeatRole.Member, 0, null, 0, null);

    [Theory]
    [InlineData(WorkspaceRole.Member, Rights.Read | Rights.Post | Rights.Respond | Rights.Invite | Rights.SetTopic)]
    [InlineData(WorkspaceRole.Guest, Rights.Read | Rights.Post | Rights.Respond)]
    [InlineData(WorkspaceRole.Admin, Rights.Read | Rights.Post | Rights.Respond | Rights.Invite | Rights.SetTopic | Rights.Manage)]
    public void A_member_of_a_channel_has_the_rights_of_her_role_in_the_workspace(WorkspaceRole role, Rights expected) =>
        Assert.Equal(expected, StreamRules.ChannelRights(Member(), Channel(), Seated, role));

    [Fact]
    public void One_who_looks_in_reads_and_may_join() =>
        Assert.Equal(Rights.Read | Rights.Join, StreamRules.ChannelRights(Member(), Channel(), null, WorkspaceRole.Member));

    [Fact]
    public void An_archived_channel_is_only_read_and_managed()
    {
        var archived = Channel() with { ArchivedAt = DateTimeOffset.UnixEpoch };
        Assert.Equal(Rights.Read, StreamRules.ChannelRights(Member(), archived, Seated, WorkspaceRole.Member));
        Assert.Equal(Rights.Read | Rights.Manage, StreamRules.ChannelRights(Member(), archived, Seated, WorkspaceRole.Admin));
    }

    [Fact]
    public void Where_only_managers_post_members_still_respond()
    {
        var news = Channel() with { Posting = PostingPolicy.Managers };
        Assert.Equal(Rights.Read | Rights.Respond | Rights.Invite | Rights.SetTopic, StreamRules.ChannelRights(Member(), news, Seated, WorkspaceRole.Member));
        Assert.True(StreamRules.ChannelRights(Member(), news, Seated with { Role = SeatRole.Manager }, WorkspaceRole.Member).HasFlag(Rights.Post));
    }

    [Fact]
    public void An_organization_admin_manages_public_channels_and_private_ones_only_when_she_is_in()
    {
        var admin = Member() with { Role = OrganizationRole.Admin };
        var secret = Channel() with { Visibility = ChannelVisibility.Private };
        Assert.True(StreamRules.ChannelRights(admin, Channel(), null, WorkspaceRole.Member).HasFlag(Rights.Manage));
        Assert.False(StreamRules.ChannelRights(admin, secret, null, WorkspaceRole.Member).HasFlag(Rights.Manage));
        Assert.True(StreamRules.ChannelRights(admin, secret, Seated, WorkspaceRole.Member).HasFlag(Rights.Manage));
    }

    [Fact]
    public void An_auditor_has_no_more_rights_in_a_channel_than_a_member() =>
        Assert.Equal(
            StreamRules.ChannelRights(Member(), Channel(), Seated, WorkspaceRole.Member),
            StreamRules.ChannelRights(Member() with { Role = OrganizationRole.Auditor }, Channel(), Seated, WorkspaceRole.Member));

    private static Actor Member() => new(new UserId(1), new OrganizationId(1), OrganizationRole.Member);

    private static StreamView Channel() => new()
    {
        Id = new StreamId(1024),
        Kind = StreamKind.Channel,
        Organization = new OrganizationId(1),
        Workspace = new WorkspaceId(1),
        CreatedBy = new UserId(2),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
