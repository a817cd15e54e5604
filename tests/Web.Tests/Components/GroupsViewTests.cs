using Bunit;
using Collab.Domain.Shared;
using Collab.Domain.UserGroups;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>The page of groups: everybody sees them, admins change them.</summary>
public sealed class GroupsViewTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test
    private Actor _mia = null!; // set before each test

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _mia = await _house.ArriveAsync("Mia Member");
        foreach (var handle in new[] { "on-call", "crew" })
        {
            var group = (await _house.Get<CreateGroup>().ExecuteAsync(new CreateGroupRequest(_house.Owner, _house.Workspace.Id, handle, $"The {handle}"), Ct)).Value;
            await _house.Get<ChangeGroupMembers>().ExecuteAsync(new ChangeGroupMembersRequest(_house.Owner, group.Id, [_mia.User], []), Ct);
        }

        _page = HousePages.Of(_house, _house.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Groups_are_listed_searched_and_opened_with_their_people()
    {
        var view = await OpenAsync(_house.Owner, WorkspaceRole.Admin);
        Assert.Equal(["crew", "on-call"], Handles(view).Order());

        await view.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "on" });
        view.WaitForAssertion(() => Assert.Equal(["on-call"], Handles(view)));
        await view.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        view.WaitForAssertion(() => Assert.Equal("Mia Member", view.Find(".chip span[dir]").TextContent));
        await view.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "zz" });
        view.WaitForAssertion(() => Assert.Equal("No group begins with “zz”.", view.Find(".none").TextContent));
    }

    [Fact]
    public async Task Admins_take_people_out_and_members_are_offered_no_change()
    {
        var view = await OpenAsync(_house.Owner, WorkspaceRole.Admin);
        await view.Find("[data-group=crew] details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        view.WaitForElement(".chip button");
        await view.Find(".chip button").ClickAsync(new());
        view.WaitForAssertion(() => Assert.Empty(view.FindAll(".chip")));

        await _page.DisposeAsync();
        _page = HousePages.Of(_house, _mia);
        var hers = await OpenAsync(_mia, WorkspaceRole.Member);
        await hers.Find("[data-group=on-call] details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        hers.WaitForElement(".chip");
        Assert.Empty(hers.FindAll("button"));
    }

    private async Task<IRenderedComponent<GroupsView>> OpenAsync(Actor actor, WorkspaceRole role)
    {
        var session = _page.Services.GetRequiredService<Session>();
        await session.StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        session.SetWorkspaces([new MyWorkspace(_house.Workspace, role)]);
        session.Enter(_house.Workspace.Slug);
        Assert.Equal(actor.User, session.Me);
        var view = _page.Render<GroupsView>();
        view.WaitForElement("[data-group]");
        return view;
    }

    private static IEnumerable<string?> Handles(IRenderedComponent<GroupsView> view) => view.FindAll("[data-group]").Select(g => g.GetAttribute("data-group"));
}
