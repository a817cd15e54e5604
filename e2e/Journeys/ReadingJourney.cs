using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>What counts as read, and how one marks it oneself.</summary>
public sealed class ReadingJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Under_a_dialog_nothing_is_read_and_without_it_everything_in_view()
    {
        var (town, ann, bob) = await PeopleAsync("Ann Under", "Bob Under");
        var channel = await ChannelAsync(town, "hatch", ann, bob);
        var visitor = await VisitAsync(town, ann);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#hatch");
        await visitor.Page.Keyboard.PressAsync("Control+/");
        await Assertions.Expect(sees.Dialog).ToBeVisibleAsync();
        await bob.Api.PostAsync(channel, "Behind the dialog");
        await sees.Sidebar.UnreadIsAsync("#hatch", 1);
        await ReaderHasLookedAsync(visitor.Page);
        await sees.Sidebar.UnreadIsAsync("#hatch", 1);

        await visitor.Page.Keyboard.PressAsync("Escape");
        await sees.Sidebar.UnreadIsAsync("#hatch", 0);
    }

    [Fact]
    public async Task Who_starts_at_the_newest_keeps_what_is_unread_above()
    {
        var (town, cat, dan) = await PeopleAsync("Cat Above", "Dan Above");
        var channel = await ChannelAsync(town, "ladder", cat, dan);
        await dan.Api.PostManyAsync(channel, 60, i => $"Rung {i}\n\nof the ladder");
        var visitor = await VisitAsync(town, cat);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}/m/{await NewestAsync(cat, channel)}"));
        await sees.IsInAsync("#ladder");
        await sees.Feed("#ladder").ShowsAsync("Rung 60");

        await Assertions.Expect(sees.Feed("#ladder").UnreadAbove).ToBeVisibleAsync();
        await Assertions.Expect(sees.Feed("#ladder").UnreadAbove).ToContainTextAsync(new Regex("^\\s*\\d+ unread above"));
        await sees.Sidebar.UnreadIsAsync("#ladder", 60);
        await sees.Feed("#ladder").UnreadAbove.GetByRole(AriaRole.Button, new() { Name = "Jump" }).ClickAsync();
        await Assertions.Expect(sees.Feed("#ladder").Row("Rung 1\n").First).ToBeInViewportAsync();
        await Assertions.Expect(sees.Feed("#ladder").UnreadAbove).ToBeHiddenAsync();

        await sees.Feed("#ladder").Latest.ClickAsync();
        await Assertions.Expect(sees.Feed("#ladder").UnreadAbove).ToBeVisibleAsync();
        await sees.Feed("#ladder").UnreadAbove.GetByRole(AriaRole.Button, new() { Name = "Mark as read" }).ClickAsync();
        await sees.Sidebar.UnreadIsAsync("#ladder", 0);
        await Assertions.Expect(sees.Feed("#ladder").UnreadAbove).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Marked_unread_from_here_holds_on_both_devices_until_one_reads_on()
    {
        var (town, eve, fox) = await PeopleAsync("Eve Holds", "Fox Holds");
        var channel = await ChannelAsync(town, "anchorage", eve, fox);
        await fox.Api.PostManyAsync(channel, 3, i => $"Anchor {i}");
        var (desk, phone) = (await VisitAsync(town, eve), await VisitAsync(town, eve, View.Phone));
        var (here, there) = (new WorkspacePage(desk), new WorkspacePage(phone));
        await there.OpenAsync(town.Path());
        await here.OpenAsync(town.Path($"c/{channel}"));
        await here.IsInAsync("#anchorage");
        await there.Sidebar.UnreadIsAsync("#anchorage", 0);

        await here.Feed("#anchorage").Row("Anchor 2").FocusAsync();
        await desk.Page.Keyboard.PressAsync("u");
        await there.Sidebar.UnreadIsAsync("#anchorage", 2);
        await ReaderHasLookedAsync(desk.Page);
        await here.Sidebar.UnreadIsAsync("#anchorage", 2);
        await here.Feed("#anchorage").Row("Anchor 3").ClickAsync(new() { Modifiers = [KeyboardModifier.Alt], Position = new() { X = 300, Y = 6 } });
        await there.Sidebar.UnreadIsAsync("#anchorage", 1);

        await there.GoToAsync("#anchorage");
        await here.Sidebar.UnreadIsAsync("#anchorage", 0);
    }

    [Fact]
    public async Task Esc_marks_the_place_and_Shift_Esc_the_workspace_and_both_are_undone()
    {
        var (town, gil, hob) = await PeopleAsync("Gil Marks", "Hob Marks");
        var (first, second) = (await ChannelAsync(town, "bow", gil, hob), await ChannelAsync(town, "stern", gil, hob));
        var visitor = await VisitAsync(town, gil);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{first}"));
        await sees.IsInAsync("#bow");
        await hob.Api.PostManyAsync(first, 2, i => $"Bow {i}");
        await hob.Api.PostAsync(second, "@gil.marks Stern");
        await sees.Sidebar.UnreadIsAsync("#bow", 0);
        await sees.Sidebar.MentionsAreAsync("#stern", 1);
        await Assertions.Expect(visitor.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));

        await sees.Feed("#bow").Row("Bow 1").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("u");
        await sees.Sidebar.UnreadIsAsync("#bow", 2);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await sees.Sidebar.UnreadIsAsync("#bow", 0);
        await Assertions.Expect(sees.Toasts.First).ToContainTextAsync("#bow is marked as read. Marking counts as reading.");
        await sees.Toasts.First.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await sees.Sidebar.UnreadIsAsync("#bow", 2);

        await visitor.Page.Keyboard.PressAsync("Shift+Escape");
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("Mark everything in Harbour as read?");
        await Assertions.Expect(sees.Dialog).ToContainTextAsync(new Regex(@"\d+ unread messages? in \d+ places?\. Marking counts as reading\."));
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Mark as read" }).ClickAsync();
        await sees.Sidebar.UnreadIsAsync("#stern", 0);
        await Assertions.Expect(visitor.Page).ToHaveTitleAsync(new Regex("^#bow"));
        await Assertions.Expect(sees.Toasts.First).ToContainTextAsync("Harbour is marked as read.");
        await sees.Toasts.First.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await sees.Sidebar.MentionsAreAsync("#stern", 1);
        await Assertions.Expect(visitor.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));
    }

    // The reader of the page looks five times a second and takes a row for read after 0.8 s: two seconds of its own clock.
    private static Task ReaderHasLookedAsync(IPage page) =>
        page.EvaluateAsync("() => new Promise(done => { let looks = 0; const timer = setInterval(() => ++looks === 10 && (clearInterval(timer), done()), 200); })");

    private static async Task<long> NewestAsync(Resident who, string channel) =>
        (await who.Api.GetAsync($"streams/{channel}/messages?limit=1"))["items"]![0]!["seq"]!.GetValue<long>(); // the contract has it

    private async Task<(Town Town, Resident One, Resident Other)> PeopleAsync(string one, string other)
    {
        var town = await towns.TownAsync();
        return (town, await town.SettleAsync(one), await town.SettleAsync(other));
    }

    private static async Task<string> ChannelAsync(Town town, string name, Resident reader, Resident writer)
    {
        var channel = await writer.Api.CreateChannelAsync(town.Workspace, name);
        await reader.Api.JoinAsync(channel);
        return channel;
    }
}
