using AngleSharp.Dom;
using Bunit;
using Collab.Domain.Edits;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Support.Houses;
using Collab.Web.Components.Organization;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class PoliciesPageTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _page = HousePages.Of(_house, _house.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_choice_is_in_force_at_once_and_without_receipts_there_is_nothing_to_opt_out_of()
    {
        var page = await OpenAsync();
        Assert.Equal("Everyone", Checked(page));

        await page.Find("[name=optOut]").ChangeAsync(new ChangeEventArgs { Value = true });
        page.WaitForAssertion(() => Assert.Equal("Saved. It is in force for everybody.", page.Find("[role=status]").TextContent));
        Assert.Equal(new ReceiptPolicy(ReceiptAudience.Everyone, true), await PolicyAsync());

        await page.Find("[value=Off]").ChangeAsync(new ChangeEventArgs { Value = "Off" });
        page.WaitForAssertion(() => Assert.False(page.Find("fieldset").HasAttribute("disabled")));
        Assert.Equal("Off", Checked(page));
        Assert.Equal(new ReceiptPolicy(ReceiptAudience.Off, true), await PolicyAsync());
        Assert.True(page.Find("[name=optOut]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Times_are_kept_from_a_minute_later_on_and_the_page_says_since_when()
    {
        var page = await OpenAsync();
        Assert.Contains("from a minute later on", page.Markup, StringComparison.Ordinal);

        await page.Find("[name=keepsTimes]").ChangeAsync(new ChangeEventArgs { Value = true });

        page.WaitForAssertion(() => Assert.Contains("Switched off, what was kept is shown no more.", page.Markup, StringComparison.Ordinal));
        var kept = await PolicyAsync();
        Assert.InRange(kept.TimesSince ?? default, _house.Installation.Time.GetUtcNow().AddSeconds(59), _house.Installation.Time.GetUtcNow().AddSeconds(60));
        await page.Find("[name=optOut]").ChangeAsync(new ChangeEventArgs { Value = true });
        page.WaitForAssertion(() => Assert.True(page.Find("[name=optOut]").HasAttribute("checked")));
        Assert.Equal(kept with { AllowsOptOut = true }, await PolicyAsync());
    }

    [Fact]
    public async Task How_long_messages_can_be_recalled_is_decided_here_for_all_and_for_a_workspace()
    {
        var page = await OpenAsync();
        await page.WaitForElementAsync("[name=recall-window]");
        Assert.Equal("1440", page.Find("[name=recall-window]").GetAttribute("value"));

        await page.Find("[name=recall-window]").ChangeAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("[name=recall-window]").GetAttribute("value")));
        await page.Find("[name=recall-window-workspace]").ChangeAsync(new ChangeEventArgs { Value = "60" });
        page.WaitForAssertion(() => Assert.Equal("60", page.Find("[name=recall-window-workspace]").GetAttribute("value")));
        await page.Find("[name=removal]").ChangeAsync(new ChangeEventArgs { Value = true });
        page.WaitForAssertion(() => Assert.True(page.Find("[name=removal]").HasAttribute("checked")));

        var rules = await _house.Get<GetRecallPolicy>().ExecuteAsync(_house.Owner, Ct);
        Assert.Equal(new RecallPolicy(TimeSpan.Zero, true), rules.Organization);
        Assert.Equal(new RecallPolicy(TimeSpan.FromHours(1), true), rules.For(_house.Workspace.Id));
        await page.Find("[name=recall-window-workspace]").ChangeAsync(new ChangeEventArgs { Value = "" });
        page.WaitForAssertion(() => Assert.Equal("", page.Find("[name=recall-window-workspace]").GetAttribute("value")));
        Assert.Empty((await _house.Get<GetRecallPolicy>().ExecuteAsync(_house.Owner, Ct)).Workspaces);
    }

    [Fact]
    public async Task What_new_members_see_is_decided_here()
    {
        var page = await OpenAsync();
        await page.WaitForElementAsync("[name=history][value=All][checked]");
        await page.Find("[name=history][value=SinceJoining]").ChangeAsync(new ChangeEventArgs { Value = "SinceJoining" });
        page.WaitForAssertion(() => Assert.True(page.Find("[name=history][value=SinceJoining]").HasAttribute("checked")));
        Assert.Equal(HistoryPolicy.SinceJoining, await _house.Get<GetHistoryPolicy>().ExecuteAsync(_house.Owner, Ct));
    }

    [Fact]
    public async Task How_long_messages_can_be_edited_is_decided_here_for_all_and_for_a_workspace()
    {
        var page = await OpenAsync();
        await page.WaitForElementAsync("[name=edit-window]");
        Assert.Equal("-1", page.Find("[name=edit-window]").GetAttribute("value"));

        await page.Find("[name=edit-window]").ChangeAsync(new ChangeEventArgs { Value = "15" });
        page.WaitForAssertion(() => Assert.Equal("15", page.Find("[name=edit-window]").GetAttribute("value")));
        await page.Find("[name=edit-window-workspace]").ChangeAsync(new ChangeEventArgs { Value = "-1" });
        page.WaitForAssertion(() => Assert.Equal("-1", page.Find("[name=edit-window-workspace]").GetAttribute("value")));
        await page.Find("[name=shows-edits]").ChangeAsync(new ChangeEventArgs { Value = false });
        page.WaitForAssertion(() => Assert.False(page.Find("[name=shows-edits]").HasAttribute("checked")));

        var rules = await _house.Get<GetEditPolicy>().ExecuteAsync(_house.Owner, Ct);
        Assert.Equal(new EditPolicy(TimeSpan.FromMinutes(15), false), rules.For(null));
        Assert.Equal(new EditPolicy(EditPolicy.AnyTime, false), rules.For(_house.Workspace.Id));
    }

    [Fact]
    public async Task What_somebody_else_decides_meanwhile_is_shown()
    {
        var page = await OpenAsync();

        await page.InvokeAsync(() => _page.Services.GetRequiredService<ReceiptSight>().Apply(new ReceiptPolicySignal(new ReceiptPolicy(ReceiptAudience.AuthorAndManagers, false))));

        Assert.Equal("AuthorAndManagers", Checked(page));
    }

    [Fact]
    public async Task Who_may_call_everybody_is_decided_here_and_kept()
    {
        var page = await OpenAsync();
        await page.WaitForElementAsync("[name=broadcast]");
        Assert.Equal("Managers", page.Find("[name=broadcast][checked]").GetAttribute("value"));

        await page.Find("[name=broadcast][value=Nobody]").ChangeAsync(new ChangeEventArgs { Value = "Nobody" });

        page.WaitForAssertion(() => Assert.Equal("Saved. It is in force for everybody.", page.FindAll("[role=status]")[1].TextContent));
        Assert.Equal("Nobody", page.Find("[name=broadcast][checked]").GetAttribute("value"));
        Assert.Equal(BroadcastPolicy.Nobody, await _house.Get<GetBroadcastPolicy>().ExecuteAsync(_house.Owner, Ct));
    }

    [Fact]
    public async Task It_is_not_there_for_others()
    {
        await _page.DisposeAsync();
        _page = HousePages.Of(_house, await _house.ArriveAsync("Mia Member"));

        var page = _page.Render<PoliciesPage>();

        Assert.Equal("This is not here, or you do not have access.", page.WaitForElement("[role=alert]").TextContent);
        Assert.Empty(page.FindAll("input"));
    }

    private async Task<IRenderedComponent<PoliciesPage>> OpenAsync()
    {
        var page = _page.Render<PoliciesPage>();
        await page.WaitForElementAsync("[name=audience]");
        return page;
    }

    private static string? Checked(IRenderedComponent<PoliciesPage> page) => page.Find("[name=audience][checked]").GetAttribute("value");

    private async Task<ReceiptPolicy> PolicyAsync()
    {
        var settings = await _house.Get<GetReceiptPolicy>().ExecuteAsync(_house.Owner, Ct);
        return settings.Policy();
    }
}
