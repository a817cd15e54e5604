using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;
using Collab.Domain.Workspaces;
using Collab.Web.Components.Layout;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>What the sidebar tells the browser, which draws the rows.</summary>
public sealed class SidebarPanelTests : IAsyncDisposable
{
    private readonly PageContext _page = new();
    private readonly BunitJSModuleInterop _list;
    private readonly BunitJSModuleInterop _module;

    public SidebarPanelTests()
    {
        _module = _page.JSInterop.SetupModule("/js/places.js");
        _module.Mode = JSRuntimeMode.Loose;
        _list = _module.SetupModule("attach", _ => true);
        _list.Mode = JSRuntimeMode.Loose;
        Session.SetWorkspaces([new MyWorkspace(new Workspace(new WorkspaceId(1), new OrganizationId(1), "acme", "Acme", DateTimeOffset.UnixEpoch), WorkspaceRole.Member)]);
        Session.Enter("acme");
    }

    private Session Session => _page.Services.GetRequiredService<Session>();

    private Sidebar Sidebar => _page.Services.GetRequiredService<Sidebar>();

    private IEnumerable<PlacePatch> Patches => _list.Invocations["update"].Select(i => (PlacePatch)i.Arguments[0]!); // the panel passes one

    public async ValueTask DisposeAsync() => await _page.DisposeAsync();

    [Fact]
    public void All_places_go_out_once_in_their_sections_by_name_and_by_last_message()
    {
        Sidebar.Load(StreamModel.Me, [Channel(1, "docs"), Channel(2, "art"), Channel(3, "zoo") with { Starred = true }, Chat(4, minutes: 1), Chat(5, minutes: 9)]);
        Render();

        var patch = Assert.Single(Patches);
        Assert.Equal(["starred: 3", "channels: 2 1", "chats: 5 4"], patch.Sections!.Select(s => $"{s.Id}: {string.Join(' ', s.Places.Select(p => Number(p)))}"));
        Assert.Equal(5, patch.Rows.Count);
        Assert.Empty(patch.Gone);
    }

    [Fact]
    public async Task Threads_are_bold_and_count_replies_in_those_that_one_follows_where_they_are_not_muted()
    {
        Sidebar.Load(StreamModel.Me, [Channel(1, "docs"), Channel(2, "loud") with { MutedUntil = MutePlace.Forever }]);
        var panel = Render();
        var threads = _page.Services.GetRequiredService<FollowedThreads>();
        Assert.Empty(panel.FindAll(".side-threads.unread, .side-threads .count"));

        await panel.InvokeAsync(() => threads.Load(StreamModel.Me, new ThreadBook([], [ThreadIn(1, 3, 0), ThreadIn(2, 9, 1)], false)));

        panel.WaitForAssertion(() => Assert.Equal("3", panel.Find(".side-threads.unread .count.outlined").GetAttribute("data-count")));
        Assert.Contains("3 unread replies", panel.Find(".side-threads").TextContent, StringComparison.Ordinal);
        await panel.InvokeAsync(() => threads.Put(ThreadIn(1, 4, 1)));
        panel.WaitForAssertion(() => Assert.Equal("4", panel.Find(".side-threads .count:not(.outlined)").GetAttribute("data-count")));
        await panel.InvokeAsync(() => threads.Put(ThreadIn(1, 0, 0)));
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll(".side-threads.unread, .side-threads .count")));
    }

    [Fact]
    public async Task Thousands_of_places_put_no_element_into_the_page_of_the_server()
    {
        Sidebar.Load(StreamModel.Me, [Channel(1, "docs")]);
        var panel = Render();
        var few = panel.FindAll("*").Count;
        await panel.InvokeAsync(() => Sidebar.Load(StreamModel.Me, [.. Enumerable.Range(1, 5_000).Select(i => Channel(i, $"c{i}"))]));

        Assert.Equal(few, panel.FindAll("*").Count);
        Assert.DoesNotContain(panel.FindComponents<ComponentBase>(), c => c.Instance is not SidebarPanel);
        Assert.Equal(5_000, Patches.SelectMany(p => p.Rows).Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_message_sends_one_row_and_no_order()
    {
        Sidebar.Load(StreamModel.Me, [_page.Model.Place(), Channel(2, "art")]);
        var panel = Render();

        await panel.InvokeAsync(() => Sidebar.Apply(_page.Model.Post(StreamModel.Other, "n1", [StreamModel.Me])));

        var patch = Patches.Last();
        var row = Assert.Single(patch.Rows);
        Assert.Equal(("design", 1L, 1L), (row.Name, row.Unread, row.Mentions));
        Assert.Null(patch.Sections);
    }

    [Fact]
    public async Task What_looks_as_before_is_not_sent()
    {
        Sidebar.Load(StreamModel.Me, [_page.Model.Place()]);
        var panel = Render();
        var before = Patches.Count();

        await panel.InvokeAsync(() => Sidebar.Put(_page.Model.Place() with { LastReadSeq = 0 }));

        Assert.Equal(before, Patches.Count());
    }

    [Fact]
    public async Task A_chat_with_a_new_message_goes_to_the_top_and_a_place_that_was_left_goes()
    {
        Sidebar.Load(StreamModel.Me, [Chat(4, minutes: 1), Chat(5, minutes: 9), Channel(1, "docs")]);
        var panel = Render();

        await panel.InvokeAsync(() => Sidebar.Put(Chat(4, minutes: 20)));
        Assert.Equal(["4", "5"], Patches.Last().Sections!.Single(s => s.Id == "chats").Places.Select(Number));

        await panel.InvokeAsync(() => Sidebar.Remove(Id(1)));
        Assert.Equal(["1"], Patches.Last().Gone.Select(Number));
    }

    [Fact]
    public void A_muted_place_says_so_until_its_silence_is_over()
    {
        Sidebar.Load(StreamModel.Me, [Channel(1, "docs") with { MutedUntil = MutePlace.Forever, Unread = 3 }, Channel(2, "art") with { MutedUntil = DateTimeOffset.UnixEpoch, Unread = 3 }]);
        Render();

        Assert.Equal([("art", false), ("docs", true)], Patches.Single().Rows.Select(r => (r.Name, r.IsMuted)).Order());
    }

    [Fact]
    public async Task Folding_on_another_device_folds_here()
    {
        Sidebar.Load(StreamModel.Me, [Channel(1, "docs")]);
        var panel = Render();

        await panel.InvokeAsync(() => _page.Services.GetRequiredService<OwnPreferences>().Apply(
            new Domain.Preferences.PreferenceSignal(StreamModel.Me, "sidebar.folded.channels", "true")));

        Assert.Equal(["channels"], Assert.IsAssignableFrom<IReadOnlyList<string>>(_list.Invocations["fold"].Single().Arguments[0]));
    }

    [Theory]
    [InlineData(MuteFor.Minutes15, "2026-03-28T22:45:00+01:00")]
    [InlineData(MuteFor.Hour, "2026-03-28T23:30:00+01:00")]
    [InlineData(MuteFor.Hours8, "2026-03-29T07:30:00+02:00")]
    [InlineData(MuteFor.Tomorrow, "2026-03-29T09:00:00+02:00")]
    [InlineData(MuteFor.Forever, "9999-12-31T00:00:00Z")]
    public void A_silence_ends_by_the_readers_clock_also_when_that_is_changed_overnight(MuteFor period, string end) =>
        Assert.Equal(
            DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture),
            PlaceActs.EndOf(period, new DateTimeOffset(2026, 3, 28, 21, 30, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));

    private IRenderedComponent<SidebarPanel> Render() => _page.Render<SidebarPanel>();

    private static StreamId Id(int number) => new((long)number << 10);

    private static string Number(string id) => (StreamId.Parse(id, null).Value >> 10).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static PlaceView ThreadIn(int channel, long unread, long mentions)
    {
        var parent = Channel(channel, "c").Head;
        return new PlaceView(
            parent with { Id = new StreamId(1_000_000 + channel), Kind = StreamKind.Thread, Parent = parent.Id, ParentSeq = 1, LastSeq = 10 }, SeatRole.Member, 10 - unread, unread, mentions, false, null);
    }

    private static PlaceView Channel(int number, string name) => new(
        new StreamModel().Head with { Id = Id(number), Name = name, Visibility = ChannelVisibility.Public }, SeatRole.Member, 0, 0, 0, false, null);

    private static PlaceView Chat(int number, int minutes) => new(
        new StreamModel().Head with
        {
            Id = Id(number),
            Kind = StreamKind.Direct,
            Workspace = null,
            Name = "",
            Participants = [StreamModel.Me, StreamModel.Other],
            Version = minutes,
            LastMessageAt = DateTimeOffset.UnixEpoch.AddMinutes(minutes),
        },
        SeatRole.Member, 0, 0, 0, false, null);
}
