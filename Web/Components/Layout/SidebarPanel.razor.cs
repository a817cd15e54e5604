using Collab.Domain.Preferences;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Layout;

/// <summary>
/// The places of the person, with their badges. What a place is and says is worked out here; the rows themselves are the
/// browser's, so that scrolling, filtering and folding ask nobody and a page with thousands of places stays small.
/// </summary>
public partial class SidebarPanel : ComponentBase, IAsyncDisposable
{
    private ElementReference _list;
    private SidebarModule? _module;
    private PlaceLines _lines = default!; // made in OnInitialized
    private StreamId? _selected;
    private IReadOnlyList<string> _folded = [];
    private ScreenPeople? _shown;
    private ITimer? _silence;
    private DateTimeOffset? _silentUntil;
    private RollUp _threads;
    private long _replies;

    /// <summary>The place in the middle.</summary>
    [Parameter]
    public StreamId? Current { get; set; }

    /// <summary>What the middle shows.</summary>
    [Parameter]
    public MainView View { get; set; }

    [Inject]
    private FollowedThreads Threads { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private Sidebar Sidebar { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private ChannelMaker Maker { get; set; } = default!; // injected before use

    [Inject]
    private PlaceActs Acts { get; set; } = default!; // injected before use

    [Inject]
    private Leaving Leaving { get; set; } = default!; // injected before use

    [Inject]
    private OwnPreferences Preferences { get; set; } = default!; // injected before use

    [Inject]
    private SavedMarks Saved { get; set; } = default!; // injected before use

    [Inject]
    private SetPreference SetPreference { get; set; } = default!; // injected before use

    [Inject]
    private IJSRuntime Js { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Sidebar.Changed -= OnChanged;
        Threads.Changed -= OnChanged;
        Saved.Changed -= OnChanged;
        Session.Changed -= OnChanged;
        _shown?.Dispose();
        Preferences.Changed -= OnChanged;
        if (_silence is not null)
            await _silence.DisposeAsync();
        if (_module is not null)
            await _module.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _lines = new PlaceLines(Session, People, Places, Link);
        Sidebar.Changed += OnChanged;
        Threads.Changed += OnChanged;
        Saved.Changed += OnChanged;
        CountThreads();
        Session.Changed += OnChanged;
        _shown = Link.ShowPeople(OnChanged);
        Preferences.Changed += OnChanged;
        _silence = Session.Time.CreateTimer(_ => _ = InvokeAsync(Sidebar.TellTime), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            _module = await SidebarModule.AttachAsync(Js, _list, new SidebarCalls(this), Link.Ended);
        if (_module is null || !Sidebar.IsLoaded)
            return;
        var patch = _lines.Take(Sidebar.Places);
        if (!patch.IsEmpty)
            _shown?.Set(_lines.Faces);
        WaitForSound();
        var folded = Preferences.FoldedSections;
        if (!folded.SequenceEqual(_folded))
        {
            _folded = folded;
            await _module.FoldAsync(folded, Link.Ended);
        }

        if (!patch.IsEmpty)
            await _module.UpdateAsync(patch, Link.Ended);
        if (_selected == Current && !firstRender)
            return;
        _selected = Current;
        await _module.SelectAsync(Current?.ToString(), Link.Ended);
    }

    // Those of the workspace that is shown, and of chats; those of silent places say nothing here either.
    private void CountThreads()
    {
        var now = Session.Time.GetUtcNow();
        PlaceView[] here =
        [
            .. Threads.Unread.Where(t => t.Head.Workspace is not { } workspace || workspace == Session.Workspace?.Workspace.Id)
                .Where(t => t.Head.Parent is not { } parent || Sidebar.Find(parent) is not { } place || !RollUp.IsMuted(place, now)),
        ];
        (_threads, _replies) = (RollUp.Of(here, now), here.Sum(t => t.Unread));
    }

    // Badges come back by themselves when a silence ends; a day is as far as a page looks ahead.
    private void WaitForSound()
    {
        if (_lines.SilentUntil == _silentUntil)
            return;
        _silentUntil = _lines.SilentUntil;
        var wait = _silentUntil - Session.Time.GetUtcNow();
        _silence?.Change(wait is { } left && left < TimeSpan.FromDays(1) ? left : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void OnChanged() => Gate.Request(Refresh);

    private void Refresh()
    {
        CountThreads();
        StateHasChanged();
    }

    private Task CreateAsync() => Maker.AskAsync();
}
