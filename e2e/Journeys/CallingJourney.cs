using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Calling many: everybody, groups, keywords; and places where not everyone posts.</summary>
public sealed class CallingJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    private const int Crowd = 21;

    [Fact]
    public async Task Before_many_are_called_the_page_asks_and_what_is_sent_quietly_calls_nobody()
    {
        var town = await towns.TownAsync();
        var (mae, nan) = (await town.SettleAsync("Mae Caller"), await town.SettleAsync("Nan Called"));
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "assembly");
        await town.Owner.Api.AddAsync(channel, mae.Id, nan.Id);
        await town.Owner.Api.AddAsync(channel, [.. (await Task.WhenAll(Enumerable.Range(0, Crowd - 2).Select(i => town.SettleAsync($"Crowd Person {i}")))).Select(r => r.Id)]);
        var (sees, nanSees) = (new WorkspacePage(await VisitAsync(town, mae)), new WorkspacePage(await VisitAsync(town, nan)));
        await nanSees.OpenAsync(town.Path("people"));
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#assembly");
        var composer = sees.Composer("#assembly");

        await composer.TypeAsync("@channel lunch is here ");
        await composer.Text.PressAsync("Enter");
        await Assertions.Expect(sees.Dialog).ToContainTextAsync($"Notify {Crowd} people?");
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("of them");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await Assertions.Expect(composer.Text).ToHaveValueAsync("@channel lunch is here ");
        await Assertions.Expect(composer.Text).ToBeFocusedAsync();

        await composer.Text.PressAsync("Enter");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Send without notifying" }).ClickAsync();
        await nanSees.Sidebar.UnreadIsAsync("assembly", 1);
        await nanSees.Sidebar.MentionsAreAsync("assembly", 0);

        await composer.TypeAsync("@channel last call ");
        await composer.Text.PressAsync("Enter");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await nanSees.Sidebar.MentionsAreAsync("assembly", 1);
        await Assertions.Expect(composer.Text).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_group_made_on_the_page_and_a_keyword_of_ones_own_call_on_every_device_and_an_edit_takes_it_back()
    {
        var town = await towns.TownAsync();
        var ola = await town.SettleAsync("Ola Watch");
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "bridge");
        await town.Owner.Api.AddAsync(channel, ola.Id);
        var (owner, olas) = (await VisitAsync(town, town.Owner), await VisitAsync(town, ola));
        var (sees, olaSees, olaPhone) = (new WorkspacePage(owner), new WorkspacePage(olas), new WorkspacePage(await VisitAsync(town, ola, View.Phone)));
        await sees.OpenAsync(town.Path("groups"));
        await sees.Main("Groups").GetByRole(AriaRole.Button, new() { Name = "Create group" }).ClickAsync();
        await sees.Dialog.GetByLabel("Handle").FillAsync("night-shift");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var group = sees.Main("Groups").Locator("[data-group='night-shift']");
        await group.Locator("summary").ClickAsync();
        await group.GetByRole(AriaRole.Combobox).FillAsync("Ola");
        await group.GetByRole(AriaRole.Option).Filter(new() { HasText = ola.Name }).ClickAsync();
        await group.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(group).ToContainTextAsync("1 member");
        await owner.Page.ShouldBeAccessibleAsync();

        await olaSees.OpenAsync("/preferences/notifications");
        var keywords = olaSees.Dialog.Locator(".keywords-form");
        await keywords.GetByLabel("One word or phrase per line").FillAsync("ice berg");
        await keywords.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(olaSees.Dialog).ToContainTextAsync("Saved");
        await Assertions.Expect(olaSees.Dialog).ToContainTextAsync("@night-shift");
        await olas.Page.ShouldBeAccessibleAsync();
        await olaSees.OpenAsync(town.Path("people"));
        await olaPhone.OpenAsync(town.Path());

        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#bridge");
        await sees.Composer("#bridge").TypeAsync("@night");
        await Assertions.Expect(sees.Composer("#bridge").Suggestions.First).ToContainTextAsync("@night-shift");
        await sees.Composer("#bridge").Text.PressAsync("Tab");
        await sees.Composer("#bridge").SayAsync("look out");
        await olaSees.Sidebar.MentionsAreAsync("bridge", 1);
        await olaPhone.Sidebar.MentionsAreAsync("bridge", 1);
        await sees.Composer("#bridge").SayAsync("Ice-berg ahead");
        await olaSees.Sidebar.MentionsAreAsync("bridge", 2);
        await olaPhone.Sidebar.MentionsAreAsync("bridge", 2);

        await town.Owner.Api.EditAsync(channel, 2, "nothing to see");
        await olaSees.Sidebar.MentionsAreAsync("bridge", 1);
        await olaPhone.Sidebar.MentionsAreAsync("bridge", 1);
    }

    [Fact]
    public async Task Where_selected_people_post_the_reason_stands_in_place_of_the_composer_and_slow_mode_counts_down()
    {
        var town = await towns.TownAsync();
        var pat = await town.SettleAsync("Pat Quiet");
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "notices");
        await town.Owner.Api.AddAsync(channel, pat.Id);
        var owner = await VisitAsync(town, town.Owner);
        var (sees, patSees) = (new WorkspacePage(owner), new WorkspacePage(await VisitAsync(town, pat)));
        await sees.OpenAsync(town.Path($"c/{channel}/members"));
        await sees.IsInAsync("#notices");
        await patSees.OpenAsync(town.Path($"c/{channel}"));
        await patSees.IsInAsync("#notices");

        await sees.Main("#notices").GetByLabel("More actions").ClickAsync();
        await sees.MenuItem("Posting rights").ClickAsync();
        await sees.Dialog.GetByLabel("Managers and selected people").CheckAsync();
        await sees.Dialog.GetByLabel("Slow mode").SelectOptionAsync("60");
        await owner.Page.ShouldBeAccessibleAsync();
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(patSees.Main("#notices").Locator(".instead")).ToHaveTextAsync("Only selected people post here. You can reply in threads.");
        await Assertions.Expect(patSees.Composer("#notices").Root).ToHaveCountAsync(0);

        await sees.Pane("Members").GetByLabel($"Actions for {pat.Name}").ClickAsync();
        await sees.MenuItem("Let post").ClickAsync();
        await patSees.Composer("#notices").SayAsync("thank you");
        var send = patSees.Composer("#notices").Root.Locator(".send");
        await Assertions.Expect(send).ToBeDisabledAsync();
        await Assertions.Expect(send).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(0:5\\d|1:00)$"));
        await Assertions.Expect(send).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("^Send, possible in \\d+ seconds$"));
        await patSees.Composer("#notices").TypeAsync("too soon");
        await patSees.Composer("#notices").Text.PressAsync("Enter");
        await Assertions.Expect(patSees.Composer("#notices").Text).ToHaveValueAsync("too soon");
    }
}
