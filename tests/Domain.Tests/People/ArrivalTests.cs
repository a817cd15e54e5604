using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.People;

public sealed class ArrivalTests : HouseTests
{
    [Fact]
    public async Task A_new_member_sits_in_org_wide_channels_and_those_she_was_invited_to()
    {
        var team = await House.ChannelAsync(House.Owner, "team", ChannelVisibility.Private);
        var mia = await House.ArriveAsync("Mia Member", WorkspaceRole.Member, team.Id);
        var places = (await Use<ListPlaces>().ExecuteAsync(mia, Ct)).Items;
        Assert.Equal(["general", "team"], places.Select(p => p.Head.Name).Order());
    }

    [Fact]
    public async Task A_guest_sits_only_where_she_was_invited_to()
    {
        var team = await House.ChannelAsync(House.Owner, "team", ChannelVisibility.Private);
        var gita = await House.ArriveAsync("Gita Guest", WorkspaceRole.Guest, team.Id);
        Assert.Equal(["team"], (await Use<ListPlaces>().ExecuteAsync(gita, Ct)).Items.Select(p => p.Head.Name));
        await Error<StreamView, Error.Forbidden>(Use<CreateChannel>().ExecuteAsync(new CreateChannelRequest(gita, House.Workspace.Id, "mine"), Ct));
    }

    [Fact]
    public async Task An_invitation_is_good_once_and_for_two_weeks()
    {
        var invited = await InviteAsync("a@example.com", "b@example.com");
        await Ok(Use<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[0].Token, "Ann", "a long enough one"), Ct));
        var used = await Error<Person, Error.Conflict>(Use<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[0].Token, "Ann", "a long enough one"), Ct));
        Assert.Equal("invitation.used", used.Code);
        House.Installation.Time.Advance(TimeSpan.FromDays(14));
        var late = await Error<Person, Error.Conflict>(Use<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[1].Token, "Bob", "a long enough one"), Ct));
        Assert.Equal("invitation.expired", late.Code);
        await Error<Person, Error.NotFound>(Use<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest("made-up", "Eve", "a long enough one"), Ct));
    }

    [Fact]
    public async Task Two_who_accept_the_same_invitation_at_once_make_one_account()
    {
        var invited = await InviteAsync("a@example.com");
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            Use<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[0].Token, $"Ann {i}", "a long enough one"), Ct)));
        Assert.Single(results, r => r.IsOk);
        Assert.All(results.Where(r => !r.IsOk), r => Assert.IsType<Error.Conflict>(r.Error));
    }

    [Fact]
    public async Task One_wrong_address_refuses_all_and_is_named()
    {
        var error = await Error<IReadOnlyList<IssuedInvitation>, Error.Invalid>(
            Use<InvitePeople>().ExecuteAsync(new InvitePeopleRequest(House.Owner, House.Workspace.Id, ["a@example.com", "nonsense"], WorkspaceRole.Member, []), Ct));
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_invites_nobody_and_changes_no_role()
    {
        var mia = await House.ArriveAsync("Mia Member");
        var bo = await House.ArriveAsync("Bo Berg");
        await Error<IReadOnlyList<IssuedInvitation>, Error.Forbidden>(
            Use<InvitePeople>().ExecuteAsync(new InvitePeopleRequest(mia, House.Workspace.Id, ["x@example.com"], WorkspaceRole.Member, []), Ct));
        await Error<Done, Error.Forbidden>(Use<SetWorkspaceRole>().ExecuteAsync(mia, House.Workspace.Id, mia.User, WorkspaceRole.Admin, Ct));
        await Error<Done, Error.Forbidden>(Use<SetOrganizationRole>().ExecuteAsync(mia, mia.User, OrganizationRole.Owner, Ct));
        await Error<Done, Error.Forbidden>(Use<SetPersonActive>().ExecuteAsync(mia, bo.User, false, Ct));
    }

    [Fact]
    public async Task An_admin_makes_no_owner_and_the_last_owner_stays()
    {
        var mia = await House.ArriveAsync("Mia Member");
        await Ok(Use<SetOrganizationRole>().ExecuteAsync(House.Owner, mia.User, OrganizationRole.Admin, Ct));
        var admin = mia with { Role = OrganizationRole.Admin };
        await Error<Done, Error.Forbidden>(Use<SetOrganizationRole>().ExecuteAsync(admin, mia.User, OrganizationRole.Owner, Ct));
        await Error<Done, Error.Forbidden>(Use<SetOrganizationRole>().ExecuteAsync(admin, House.Owner.User, OrganizationRole.Member, Ct));
        await Error<Done, Error.Forbidden>(Use<SetPersonActive>().ExecuteAsync(admin, House.Owner.User, false, Ct));
        await Error<Done, Error.Conflict>(Use<SetOrganizationRole>().ExecuteAsync(House.Owner, House.Owner.User, OrganizationRole.Member, Ct));
        await Error<Done, Error.Conflict>(Use<SetPersonActive>().ExecuteAsync(House.Owner, House.Owner.User, false, Ct));
    }

    [Fact]
    public async Task People_are_found_by_the_beginnings_of_their_names_words_and_a_guest_finds_only_those_she_meets()
    {
        var zoe = await House.ArriveAsync("Zoë Ødegård");
        var team = await House.ChannelAsync(House.Owner, "team");
        var gita = await House.ArriveAsync("Gita Guest", WorkspaceRole.Guest, team.Id);
        var found = await Ok(Use<SearchPeople>().ExecuteAsync(new SearchPeopleRequest(House.Owner, House.Workspace.Id, "ode zo"), Ct));
        Assert.Equal([zoe.User], found.Items.Select(p => p.Id));
        Assert.Empty((await Ok(Use<SearchPeople>().ExecuteAsync(new SearchPeopleRequest(gita, House.Workspace.Id, ""), Ct))).Items);
        var met = await Ok(Use<SearchPeople>().ExecuteAsync(new SearchPeopleRequest(gita, House.Workspace.Id, "", team.Id), Ct));
        Assert.Equal(new[] { House.Owner.User, gita.User }.Order(), met.Items.Select(p => p.Id).Order());
    }

    private async Task<IReadOnlyList<IssuedInvitation>> InviteAsync(params string[] emails) =>
        await Ok(Use<InvitePeople>().ExecuteAsync(new InvitePeopleRequest(House.Owner, House.Workspace.Id, emails, WorkspaceRole.Member, []), Ct));
}
