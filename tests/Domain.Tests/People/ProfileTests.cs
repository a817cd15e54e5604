using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.People;

public sealed class ProfileTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _bo = null!; // set before each test

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _ada = await _house.ArriveAsync("Ada Lovelace");
        _bo = await _house.ArriveAsync("Bo Diddley");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_profile_is_changed_and_people_are_found_by_what_is_on_it()
    {
        var ada = (await UpdateAsync(Ada() with { DisplayName = "Augusta King", Title = "Analyst", Department = "Engines", Location = "London", Pronouns = "she/her", TimeZone = "Europe/London" })).Value;
        Assert.Equal(("Augusta King", "Analyst", "Engines", "London", "she/her", "Europe/London"), (ada.DisplayName, ada.Title, ada.Department, ada.Location, ada.Pronouns, ada.TimeZone));
        Assert.Equal([_ada.User], await FindAsync("aug"));
        Assert.Equal([_ada.User], await FindAsync("engin"));
        Assert.Equal([_ada.User], await FindAsync("ada.love")); // her handle stays
        Assert.Equal([_ada.User], await FindAsync("", new PeopleFilter(Department: "Engines")));
        Assert.Equal([_ada.User], await FindAsync("", new PeopleFilter(Location: "London")));
        Assert.Empty(await FindAsync("", new PeopleFilter(Department: "Engines", Location: "Paris")));
        Assert.Equal(["Bo Diddley", "Olga Owner"], await NamesFromAsync("b"));
        Assert.Equal(["Olga Owner"], await NamesFromAsync("c"));
        var values = (await _house.Get<ListProfileValues>().ExecuteAsync(_bo, _house.Workspace.Id, Ct)).Value;
        Assert.Equal(["Engines"], values.Departments);
        Assert.Equal(["London"], values.Locations);
    }

    [Fact]
    public async Task People_of_all_ones_workspaces_are_found_at_once_and_of_no_other()
    {
        var (other, asGuest, closed) = (await WorkspaceAsync("Other"), await WorkspaceAsync("Customers"), await WorkspaceAsync("Closed"));
        var (cy, dee, eve) = (await ArriveInAsync(other, "Cy Twombly"), await ArriveInAsync(closed, "Dee Brown"), await ArriveInAsync(asGuest, "Eve Adams"));
        await SeatAsync(other, WorkspaceRole.Member);
        await SeatAsync(asGuest, WorkspaceRole.Guest);

        Assert.DoesNotContain(cy, await FindAsync(""));
        var found = (await FindAsync("", new PeopleFilter(Everywhere: true))).ToArray();
        Assert.Contains(cy, found);
        Assert.Contains(_ada.User, found);
        Assert.Single(found, _bo.User);
        Assert.DoesNotContain(dee, found);
        Assert.DoesNotContain(eve, found);
    }

    [Theory]
    [InlineData("", "", "", "name.empty")]
    [InlineData("Ada", "Mars/Base", "", "profile.zone_unknown")]
    [InlineData("Ada", "", "0123456789012345678901234567890123456789012345678901234567890123456789012345678901", "profile.too_long")]
    public async Task What_makes_no_sense_is_refused(string name, string zone, string department, string code) =>
        Assert.Equal(code, (await UpdateAsync(Ada() with { DisplayName = name, TimeZone = zone, Department = department })).Error?.Code);

    [Fact]
    public async Task Nobody_reports_to_herself_or_to_one_whom_she_may_not_know_of()
    {
        Assert.True((await UpdateAsync(Ada() with { Manager = _bo.User })).IsOk);
        Assert.Equal("profile.manager_loop", (await UpdateAsync(Ada() with { Manager = _ada.User })).Error?.Code);
        var bo = new UpdateProfileRequest(_bo, "Bo Diddley", "", "", "", "", "", _ada.User);
        Assert.Equal("profile.manager_loop", (await UpdateAsync(bo)).Error?.Code);
        Assert.IsType<Error.NotFound>((await UpdateAsync(bo with { Manager = new UserId(7) })).Error);
    }

    [Fact]
    public async Task What_the_organization_keeps_cannot_be_changed_and_the_rest_can()
    {
        var policy = new PeoplePolicy(false, ProfileFields.Title | ProfileFields.Manager);
        Assert.Equal("organization.admins_only_policy", (await _house.Get<SetPeoplePolicy>().ExecuteAsync(_ada, policy, Ct)).Error?.Code);
        Assert.True((await _house.Get<SetPeoplePolicy>().ExecuteAsync(_house.Owner, policy, Ct)).IsOk);

        Assert.Equal("profile.fixed", (await UpdateAsync(Ada() with { Title = "Countess" })).Error?.Code);
        Assert.Equal("profile.fixed", (await UpdateAsync(Ada() with { Manager = _bo.User })).Error?.Code);
        Assert.True((await UpdateAsync(Ada() with { Department = "Engines" })).IsOk);
    }

    [Fact]
    public async Task A_profile_tells_managers_and_reports_and_nothing_to_those_who_may_not_know_of_her()
    {
        await UpdateAsync(Ada() with { Manager = _bo.User });
        var channel = await _house.ChannelAsync(_ada, "design");
        var guest = await _house.ArriveAsync("Gus Guest", WorkspaceRole.Guest, channel.Id);

        Assert.Equal(_bo.User, (await ProfileAsync(_bo, _ada.User)).Value.Manager?.Id);
        Assert.Equal([_ada.User], (await ProfileAsync(_ada, _bo.User)).Value.Reports.Select(r => r.Id));
        var seen = (await ProfileAsync(guest, _ada.User)).Value;
        Assert.Equal((null, null), (seen.Manager, seen.Person.Manager));
        Assert.IsType<Error.NotFound>((await ProfileAsync(guest, _bo.User)).Error);
        Assert.Null((await _house.Get<GetPerson>().ExecuteAsync(guest, _ada.User, Ct)).Value.Manager);
    }

    [Fact]
    public async Task Last_seen_is_told_where_the_organization_shows_it_and_she_does_not_hide_it()
    {
        var at = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        await _house.Get<ILastSeenStore>().SaveAsync(new Dictionary<UserId, DateTimeOffset> { [_ada.User] = at }, Ct);
        Assert.Null((await ProfileAsync(_bo, _ada.User)).Value.LastSeenAt);

        await _house.Get<SetPeoplePolicy>().ExecuteAsync(_house.Owner, new PeoplePolicy(true, default), Ct);
        Assert.Equal(at, (await ProfileAsync(_bo, _ada.User)).Value.LastSeenAt);
        Assert.Null((await ProfileAsync(_ada, _bo.User)).Value.LastSeenAt);

        await _house.Get<SetPreference>().ExecuteAsync(_ada, PreferenceNames.HidesLastSeen, "true", Ct);
        Assert.Null((await ProfileAsync(_bo, _ada.User)).Value.LastSeenAt);
    }

    private UpdateProfileRequest Ada() => new(_ada, "Ada Lovelace", "", "", "", "", "", null);

    private Task<Result<Person>> UpdateAsync(UpdateProfileRequest request) => _house.Get<UpdateProfile>().ExecuteAsync(request, Ct);

    private Task<Result<PersonProfile>> ProfileAsync(Actor actor, UserId user) => _house.Get<GetProfile>().ExecuteAsync(actor, user, Ct);

    private async Task<WorkspaceId> WorkspaceAsync(string name) => (await _house.Get<CreateWorkspace>().ExecuteAsync(_house.Owner, name, null, Ct)).Value.Id;

    private async Task<UserId> ArriveInAsync(WorkspaceId workspace, string name)
    {
        var invited = (await _house.Get<InvitePeople>().ExecuteAsync(new InvitePeopleRequest(_house.Owner, workspace, [$"{Handle.Suggest(name, 0)}@example.com"], WorkspaceRole.Member, []), Ct)).Value;
        return (await _house.Get<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[0].Token, name, "a long enough one"), Ct)).Value.Id;
    }

    private async Task SeatAsync(WorkspaceId workspace, WorkspaceRole role)
    {
        var entry = _house.Get<AuditTrail>().Entry(_house.Owner, AuditActs.WorkspaceRoleChanged, $"workspace:{workspace}");
        Assert.True((await _house.Get<IWorkspaceStore>().SetRoleAsync(workspace, _bo.User, role, entry, Ct)).IsOk);
    }

    private async Task<IEnumerable<UserId>> FindAsync(string query, PeopleFilter? filter = null) =>
        (await _house.Get<SearchPeople>().ExecuteAsync(new SearchPeopleRequest(_bo, _house.Workspace.Id, query, Filter: filter), Ct)).Value.Items.Select(p => p.Id);

    private async Task<IEnumerable<string>> NamesFromAsync(string letter) =>
        (await _house.Get<SearchPeople>().ExecuteAsync(new SearchPeopleRequest(_bo, _house.Workspace.Id, "", Filter: new PeopleFilter(From: letter)), Ct)).Value.Items.Select(p => p.DisplayName);
}
