using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>The whole workspace on one page: it reads the address and puts the panels where they belong.</summary>
public sealed partial class WorkspacePage : ComponentBase, IAsyncDisposable
{
    private const string PreferencesPath = "/preferences/appearance";

    private Phase _phase = Phase.Connecting;
    private Address _address = new();
    private StreamId? _stream;
    private LiveFeed? _watched;
    private bool _isGone;
    private MainView _view;
    private string _title = "Collab";
    private RollUp _rollUp;

    private enum Phase
    {
        Connecting,
        Ready,
        SignedOut,
    }

    /// <summary>The workspace's short name in the address.</summary>
    [Parameter]
    public string? Workspace { get; set; }

    /// <summary>The address after it.</summary>
    [Parameter]
    public string? Rest { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // injected before use

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = default!; // injected before use

    [Inject]
    private AppModule Browser { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private Sidebar Sidebar { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private Screen Screen { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    [Inject]
    private ListWorkspaces ListWorkspaces { get; set; } = default!; // injected before use

    [Inject]
    private BrowseChannels BrowseChannels { get; set; } = default!; // injected before use

    private MainView View => _view;

    // What cannot be seen has no pane either.
    private PaneView Pane => !_isGone && _view is MainView.Place or MainView.People ? _address.Pane : PaneView.None;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Session.Changed -= OnSessionChanged;
        Sidebar.Changed -= OnSidebarChanged;
        Screen.Changed -= OnScreenChanged;
        Watch(null);
        await Browser.DisposeAsync();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var browser = await Browser.StartAsync();
        var signedIn = await Authentication.GetAuthenticationStateAsync();
        if (!await Session.StartAsync(signedIn.User, browser.Zone, Link.Ended) || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
        {
            _phase = Phase.SignedOut;
            return;
        }

        Session.SetWorkspaces(await ListWorkspaces.ExecuteAsync(actor, Link.Ended));
        await Link.StartAsync(InvokeAsync);
        Session.Changed += OnSessionChanged;
        Sidebar.Changed += OnSidebarChanged;
        Screen.Changed += OnScreenChanged;
        _phase = Phase.Ready;
        await Browser.KnowAsync(Session.Me);
        await GoAsync();
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => _phase == Phase.Ready ? GoAsync() : Task.CompletedTask;

    private async Task GoAsync()
    {
        var path = await BehindPreferencesAsync(new Uri(Navigation.Uri).AbsolutePath);
        _address = Address.Parse(path);
        (_stream, _view) = (_address.Stream, _address.View);
        if (_address.Workspace is not { } workspace)
        {
            if (Session.Workspaces.Count > 0 && Screen.Overlay != Overlay.Preferences)
                Navigation.NavigateTo($"/w/{PickWorkspace()}", replace: true);
            else
                _view = MainView.Home;
        }
        else if (!Session.Enter(workspace))
        {
            (_view, _stream) = (MainView.NotFound, null);
        }
        else if (_view == MainView.Home && Screen.Overlay != Overlay.Preferences)
        {
            await GoHomeAsync(workspace);
        }
        else if (_address.ChannelName is { } name)
        {
            await GoToNamedAsync(workspace, name);
        }

        if (_stream is { } stream && Session.Workspace is { } here)
            await Browser.RememberAsync(here.Workspace.Slug, path, Sidebar.Find(stream) is not null);
        SetTitle();
        Gate.Request(StateHasChanged);
    }

    // One's settings have an address of their own and lie over what was on the page, or was last on this device.
    private async Task<string> BehindPreferencesAsync(string path)
    {
        var isOpen = path == PreferencesPath;
        if (isOpen != (Screen.Overlay == Overlay.Preferences))
            Screen.Show(isOpen ? Overlay.Preferences : Overlay.None);
        if (!isOpen)
            return Screen.Behind = path;
        if (Screen.Behind is null && Session.Workspaces.Count > 0)
            Screen.Behind = await Browser.LastPlaceAsync(PickWorkspace()) ?? $"/w/{PickWorkspace()}";
        return Screen.Behind ?? "/";
    }

    private string PickWorkspace() =>
        Session.Workspaces.FirstOrDefault(w => w.Workspace.Slug == Browser.Known.LastWorkspace)?.Workspace.Slug
        ?? Session.Workspaces[0].Workspace.Slug;

    private async Task GoHomeAsync(string workspace)
    {
        if (Browser.Known.IsPhone)
            return;
        var last = Address.Parse(await Browser.LastPlaceAsync(workspace) ?? "");
        var place = last.Stream is { } stream ? Sidebar.Find(stream) : null;
        place ??= Sidebar.Places.Where(p => p.Head.Workspace == Session.Workspace?.Workspace.Id)
            .OrderByDescending(p => p.Head.Visibility == ChannelVisibility.OrgWide).ThenBy(p => p.Head.Name, StringComparer.CurrentCulture).FirstOrDefault();
        if (place is not null)
            Navigation.NavigateTo(Places.AddressOf(place.Head), replace: true);
    }

    // A name leads to the channel's id, so that the address stays right when it is renamed.
    private async Task GoToNamedAsync(string workspace, string name)
    {
        _view = MainView.NotFound;
        if (Session.Workspace is not { } here || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        var filter = new ChannelFilter(name.ToLowerInvariant());
        var found = await BrowseChannels.ExecuteAsync(new BrowseChannelsRequest(actor, here.Workspace.Id, filter), Link.Ended);
        if (found.TryGet(out var page, out _) && page.Items.FirstOrDefault(c => c.Channel.Name == filter.NamePrefix) is { } match)
            Navigation.NavigateTo(new Uri(Navigation.Uri).AbsolutePath.Replace($"/c/{Uri.EscapeDataString(name)}", $"/c/{match.Channel.Id}", StringComparison.Ordinal), replace: true);
    }

    private void OnSessionChanged() => Gate.Request(StateHasChanged);

    private void OnSidebarChanged() => Gate.Request(TitleChanged);

    private void OnScreenChanged()
    {
        Watch(Screen.Place);
        Gate.Request(TitleChanged);
    }

    private void Watch(LiveFeed? place)
    {
        if (_watched is not null)
            _watched.Messages.Changed -= OnSidebarChanged;
        _watched = place;
        if (place is not null)
            place.Messages.Changed += OnSidebarChanged;
    }

    private void TitleChanged()
    {
        var before = (_title, _rollUp, _isGone);
        SetTitle();
        if (before != (_title, _rollUp, _isGone))
            StateHasChanged();
    }

    // Title and icon carry the roll-up of every place that she has, each once.
    private void SetTitle()
    {
        _rollUp = RollUp.Of(Sidebar.Places, Session.Time.GetUtcNow());
        var mark = _rollUp switch { { Mentions: > 0 } => $"({_rollUp.Mark}) ", { HasUnread: true } => $"{_rollUp.Mark} ", _ => "" };
        var feed = _watched?.Stream == _stream ? _watched?.Messages : null;
        _isGone = _view == MainView.Place && feed?.Failure is Error.NotFound;
        var head = _stream is { } stream ? Sidebar.Find(stream)?.Head ?? feed?.Place?.Head : null;
        var name = _view switch
        {
            MainView.Place when _isGone => L["NotHereTitle"],
            MainView.Place when head is not null => Places.TitleOf(head),
            MainView.New => L["NewMessage"],
            MainView.Browse => L["BrowseChannels"],
            MainView.People => L["People"],
            MainView.NotFound => L["NotHereTitle"],
            _ => "",
        };
        var workspace = Session.Workspace?.Workspace.Name ?? "Collab";
        _title = mark + (name.Length > 0 ? $"{name} · {workspace}" : workspace);
    }
}
