using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Who is there, what people say of themselves, and whom one keeps at hand.</summary>
public sealed class PresenceJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_status_and_a_pause_are_seen_by_others_and_end_when_one_says_so()
    {
        var town = await towns.TownAsync();
        var (una, vic) = (await town.SettleAsync("Una Status"), await town.SettleAsync("Vic Watcher"));
        var (unaPage, vicPage) = (await VisitAsync(town, una), await VisitAsync(town, vic));
        var (unaSees, vicSees) = (new WorkspacePage(unaPage), new WorkspacePage(vicPage));
        await unaSees.OpenAsync(town.Path("people"));
        await vicSees.OpenAsync(town.Path($"people/{una.Id}"));
        var profile = vicSees.Pane("Profile");
        await Assertions.Expect(profile.Locator("[data-presence='online']")).ToBeVisibleAsync();

        await unaPage.Page.Keyboard.PressAsync("Control+Shift+Y");
        await unaSees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Working remotely" }).ClickAsync();
        await unaSees.Dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Pause notifications" }).CheckAsync();
        await unaSees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(unaSees.Dialog).ToHaveCountAsync(0);

        await Assertions.Expect(profile).ToContainTextAsync("Working remotely");
        await Assertions.Expect(profile).ToContainTextAsync("Has paused notifications until");
        await Assertions.Expect(profile.Locator("[data-presence='donotdisturb']")).ToBeVisibleAsync();
        await profile.GetByRole(AriaRole.Button, new() { Name = "Message", Exact = true }).ClickAsync();
        await vicSees.IsInAsync("Una Status");
        await Assertions.Expect(vicSees.Main("Una Status").Locator(".quiet-note")).ToContainTextAsync("Una Status has paused notifications until");

        await unaPage.Page.Keyboard.PressAsync("Control+Shift+Y");
        await unaSees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Clear status" }).ClickAsync();
        await Assertions.Expect(vicSees.Main("Una Status").Locator(".quiet-note")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_is_away_by_hand_and_offline_when_the_last_page_is_closed()
    {
        var town = await towns.TownAsync();
        var (wim, xia) = (await town.SettleAsync("Wim Away"), await town.SettleAsync("Xia Watcher"));
        var (wimPage, xiaPage) = (await VisitAsync(town, wim), await VisitAsync(town, xia));
        var (wimSees, xiaSees) = (new WorkspacePage(wimPage), new WorkspacePage(xiaPage));
        await wimSees.OpenAsync(town.Path("people"));
        await xiaSees.OpenAsync(town.Path($"people/{wim.Id}"));
        var mark = xiaSees.Pane("Profile").Locator(".face [data-presence]");
        await Assertions.Expect(mark).ToHaveAttributeAsync("data-presence", "online");

        await wimSees.Workspaces.Locator("summary").Last.ClickAsync();
        await wimSees.MenuItem("Set yourself as away").ClickAsync();
        await Assertions.Expect(mark).ToHaveAttributeAsync("data-presence", "away");
        await wimSees.Workspaces.Locator("summary").Last.ClickAsync();
        await wimSees.MenuItem("Set yourself as active").ClickAsync();
        await Assertions.Expect(mark).ToHaveAttributeAsync("data-presence", "online");

        await wimPage.Page.CloseAsync();
        await Assertions.Expect(mark).ToHaveAttributeAsync("data-presence", "offline", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task Contacts_stand_by_favourite_and_presence_and_one_starts_a_chat_with_several()
    {
        var town = await towns.TownAsync();
        var (yan, zed, abe) = (await town.SettleAsync("Yan Contact"), await town.SettleAsync("Zed Contact"), await town.SettleAsync("Abe Contact"));
        var reader = await town.SettleAsync("Ria Reader");
        var (readerPage, yanPage) = (await VisitAsync(town, reader), await VisitAsync(town, yan));
        var (sees, yanSees) = (new WorkspacePage(readerPage), new WorkspacePage(yanPage));
        await yanSees.OpenAsync(town.Path("people"));
        await sees.OpenAsync(town.Path("new"));
        foreach (var person in new[] { yan, zed, abe })
            await sees.WriteToAsync(person.Name);

        await readerPage.Page.Keyboard.PressAsync("Control+Shift+K");
        await readerPage.Page.GetByRole(AriaRole.Tab, new() { Name = "Contacts" }).ClickAsync();
        var contacts = new ContactList(readerPage.Page);
        await contacts.ShowsAsync("online", "Yan Contact");
        await contacts.ShowsAsync("offline", "Abe Contact", "Zed Contact");
        await contacts.StarAsync("Zed Contact");
        await contacts.ShowsAsync("favourites", "Zed Contact");
        await contacts.ShowsAsync("offline", "Abe Contact");
        await readerPage.Page.ReloadAsync();
        await sees.IsLiveAsync();
        await contacts.ShowsAsync("favourites", "Zed Contact");

        await contacts.ChooseAsync("Zed Contact");
        await contacts.ChooseAsync("Yan Contact");
        await contacts.StartChat.ClickAsync();
        await Assertions.Expect(readerPage.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Yan Contact");
        await Assertions.Expect(readerPage.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Zed Contact");
    }

    [Fact]
    public async Task A_profile_is_changed_and_found_by_its_department()
    {
        var town = await towns.TownAsync();
        var (ilo, jet) = (await town.SettleAsync("Ilo Profile"), await town.SettleAsync("Jet Finder"));
        var (iloPage, jetPage) = (await VisitAsync(town, ilo), await VisitAsync(town, jet));
        var (iloSees, jetSees) = (new WorkspacePage(iloPage), new WorkspacePage(jetPage));
        await iloSees.OpenAsync("/preferences/profile");
        await iloSees.Dialog.GetByLabel("Department").FillAsync("Harbour works");
        await iloSees.Dialog.GetByLabel("Pronouns").FillAsync("they/them");
        await iloSees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(iloSees.Dialog.GetByText("Saved")).ToBeVisibleAsync();

        await jetSees.OpenAsync(town.Path("people"));
        await jetPage.Page.GetByLabel("Department").SelectOptionAsync("Harbour works");
        await Assertions.Expect(jetPage.Page.Locator(".person-list .person")).ToHaveCountAsync(1);
        await jetPage.Page.Locator(".person-list .person").ClickAsync();
        await Assertions.Expect(jetSees.Pane("Profile")).ToContainTextAsync("Harbour works");
        await Assertions.Expect(jetSees.Pane("Profile")).ToContainTextAsync("they/them");
        await jetPage.Page.ReloadAsync();
        await jetSees.IsLiveAsync();
        await Assertions.Expect(jetPage.Page.Locator(".person-list .person")).ToHaveCountAsync(1);
    }
}
