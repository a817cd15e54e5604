using Bunit;
using Collab.Domain.Notifications;
using Collab.Domain.UserGroups;
using Collab.Support.Houses;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>The words that call one.</summary>
public sealed class KeywordsFormTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _page = HousePages.Of(_house, _house.Owner);
        await _page.Services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        await _house.Get<SetKeywords>().ExecuteAsync(_house.Owner, ["before"], Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Words_are_saved_line_by_line_or_between_commas_and_come_back_as_they_are_kept()
    {
        var form = Open("before");
        await form.Find("textarea").InputAsync(new ChangeEventArgs { Value = " Deploy ,release train\n\n deploy" });
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Equal("Saved", form.Find("[role=status]").TextContent));
        var kept = (await _house.Get<GetCallSubjects>().ExecuteAsync(_house.Owner, Ct)).Keywords.Select(k => k.Keyword.Value).ToArray();
        Assert.Equal(2, kept.Length);
        Assert.Equal(string.Join('\n', kept), form.Find("textarea").GetAttribute("value"));
        Open(string.Join('\n', kept));
    }

    [Fact]
    public async Task Too_many_are_refused_with_the_reason_and_stay_in_the_field()
    {
        var wanted = string.Join('\n', Enumerable.Range(0, Keyword.MaxPerPerson + 1).Select(i => $"word{i}"));
        var form = Open("before");
        await form.Find("textarea").InputAsync(new ChangeEventArgs { Value = wanted });
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Equal($"At most {Keyword.MaxPerPerson} keywords.", form.Find("[role=alert]").TextContent));
        Assert.Equal("", form.Find("[role=status]").TextContent);
        Assert.Equal(wanted, form.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task It_names_the_groups_that_call_one_too()
    {
        var crew = (await _house.Get<CreateGroup>().ExecuteAsync(new CreateGroupRequest(_house.Owner, _house.Workspace.Id, "crew", "Crew"), Ct)).Value;
        Assert.DoesNotContain("@crew", Open("before").Markup, StringComparison.Ordinal);

        await _house.Get<ChangeGroupMembers>().ExecuteAsync(new ChangeGroupMembersRequest(_house.Owner, crew.Id, [_house.Owner.User], []), Ct);

        Assert.Contains("@crew", Open("before").Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<KeywordsForm> Open(string kept)
    {
        var form = _page.Render<KeywordsForm>();
        form.WaitForAssertion(() => Assert.Equal(kept, form.Find("textarea").GetAttribute("value")));
        return form;
    }
}
