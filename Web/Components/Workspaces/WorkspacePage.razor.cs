using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Organization;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>The whole workspace on one page: it reads the address and puts the panels where they belong.</summary>
public sealed partial class WorkspacePage : ComponentBase, IAsyncDisposable
{
    private const string PreferencesPath = "/preferences/";

    private Phase _phase = Phase.Connecting;
    private Address _address = new();
    private StreamId? _stream;
    private LiveFeed? _watched;
    private bool _isGone;
    private MainView _view;
    private OrganizationPage? _page;
    private string? _behind;
    private string? _path;
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

    /// <summary>The page of the organization's console in the address.</summary>
    [Parameter]
    public string? Console { get; set; }

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
    private FollowedThreads Threads { get; set; } = default!; // injected before use

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
    private ReceiptUseCases Receipts { get; set; } = default!; // injected before use

    [Inject]
    private ListWorkspaces ListWorkspaces { get; set; } = default!; // injected before use

    [Inject]
    private BrowseChannels BrowseChannels { get; set; } = default!; // injected before use

    private MainView View => _view;

    // What cannot be seen has no pane either.
    private PaneView Pane => !_isGone && _view is MainView.Place or MainView.People ? _address.Pane : PaneView.None;

    // A view that keeps its state in the address has to hear of a change there.
    private string Query => new Uri(Navigation.Uri).Query;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Session.Changed -= OnSessionChanged;
        Sidebar.Changed -= OnSidebarChanged;
        Threads.Changed -= OnSidebarChanged;
        Screen.Changed -= OnScreenChanged;
        Navigation.LocationChanged -= OnLocationChanged;
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

        Session.SetWorkspaces(await OwnWorkspacesAsync(actor));
        await Link.StartAsync(InvokeAsync);
        Session.Changed += OnSessionChanged;
        Sidebar.Changed += OnSidebarChanged;
        Threads.Changed += OnSidebarChanged;
        Screen.Changed += OnScreenChanged;
        Navigation.LocationChanged += OnLocationChanged;
        _phase = Phase.Ready;
        await Browser.KnowAsync(Session.Me);
        await GoAsync();
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => _phase == Phase.Ready ? GoAsync() : Task.CompletedTask;

    // All of them: any may be in the address.
    private async Task<IReadOnlyList<MyWorkspace>> OwnWorkspacesAsync(Actor actor)
    {
        var own = new List<MyWorkspace>();
        string? cursor = null;
        while ((await ListWorkspaces.ExecuteAsync(actor, cursor, PageLimit.Max, Link.Ended)).TryGet(out var page, out _))
        {
            own.AddRange(page.Items);
            cursor = page.Next?.ToString();
            if (cursor is null)
                break;
        }

        return own;
    }

    private async Task GoAsync()
    {
        _path = new Uri(Navigation.Uri).AbsolutePath;
        var path = await BehindPreferencesAsync(_path);
        _address = Address.Parse(path).Among(Query);
        (_stream, _view) = (_address.Stream, _address.View);
        _page = null;
        if (_view == MainView.Organization)
        {
            if (!await GoToConsoleAsync())
                return;
        }
        else if (_address.Workspace is not { } workspace)
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

        await GoToReceiptsAsync(path);
        if (_stream is { } stream && Session.Workspace is { } here)
            await Browser.RememberAsync(here.Workspace.Slug, path, Sidebar.Find(stream) is not null);
        SetTitle();
        Gate.Request(StateHasChanged);
    }

    // Whoever may not see a page of the console, and asks for it within the page, sees what an unknown address shows.
    private async Task<bool> GoToConsoleAsync()
    {
        var mayLook = (await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _);
        _page = mayLook && actor is not null ? OrganizationPages.Find(actor.Role, _address.Console) : null;
        if (_page is null)
        {
            Navigation.NotFound();
            return false;
        }

        // The rail leads back to a workspace.
        if (Session.Workspace is null && Session.Workspaces.Count > 0)
            Session.Enter(PickWorkspace());
        if (_address.Console != _page.Name)
            Navigation.NavigateTo($"/org/{_page.Name}", replace: true);
        return true;
    }

    // Receipts lie over their place; whoever may not see them, by policy or by right, sees what an unknown address shows.
    private async Task GoToReceiptsAsync(string path)
    {
        if (_address is { HasReceipts: true, Message: { } seq } && _stream is { } stream)
        {
            var dialog = new MessageDialog.Receipts(stream, seq);
            if (Screen.BehindReceipts is not null && Screen.About == dialog)
                return;
            if (!await MayShowReceiptsAsync(stream, seq))
            {
                (_view, _stream) = (MainView.NotFound, null);
                return;
            }

            Screen.BehindReceipts = _behind ?? path[..^"/receipts".Length];
            Screen.ShowAbout(dialog);
            return;
        }

        _behind = _address.HasReceipts ? null : path;
        if (Screen.BehindReceipts is null)
            return;
        Screen.BehindReceipts = null;
        if (Screen.About is MessageDialog.Receipts)
            Screen.ShowAbout(null);
    }

    private async Task<bool> MayShowReceiptsAsync(StreamId stream, long seq) =>
        (await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _)
        && (await Outages.GuardAsync(() => Receipts.Counts.ExecuteAsync(actor, stream, seq, Link.Ended))).TryGet(out _, out _);

    // One's settings have an address of their own and lie over what was on the page, or was last on this device.
    private async Task<string> BehindPreferencesAsync(string path)
    {
        var isOpen = path.StartsWith(PreferencesPath, StringComparison.Ordinal);
        if (isOpen)
            Screen.ShowPreferences(path[PreferencesPath.Length..]);
        else if (Screen.Overlay == Overlay.Preferences)
            Screen.Show(Overlay.None);
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

    // The router sets no parameters when only the query changes.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == _path)
            _ = InvokeAsync(() => Gate.Request(StateHasChanged));
    }

    private void OnSessionChanged() => Gate.Request(_page is { } page && !page.Roles.Contains(Session.Role) ? Navigation.NotFound : StateHasChanged);

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
        _rollUp = RollUp.Of(Sidebar.Places, Threads.Unread, Session.Time.GetUtcNow());
        var mark = _rollUp switch { { Mentions: > 0 } => $"({_rollUp.Mark}) ", { HasUnread: true } => $"{_rollUp.Mark} ", _ => "" };
        var feed = _watched?.Stream == _stream ? _watched?.Messages : null;
        _isGone = _view == MainView.Place && feed?.Failure is Error.NotFound;
        var head = _stream is { } stream ? Sidebar.Find(stream)?.Head ?? feed?.Place?.Head : null;
        var name = _view switch
        {
            MainView.Place when _isGone => L["NotHereTitle"],
            MainView.Place when head is not null => Places.TitleOf(head),
            MainView.New => L["NewMessage"],
            MainView.Groups => L["Groups"],
            MainView.Chats => L["DirectMessages"],
            MainView.Threads => L["Threads"],
            MainView.Saved => L["SavedMessages"],
            MainView.Search => L["Search"],
            MainView.Browse => L["BrowseChannels"],
            MainView.People => L["People"],
            MainView.NotFound => L["NotHereTitle"],
            MainView.Organization when _page is { } page => L[page.Title],
            _ => "",
        };
        var workspace = Session.Workspace?.Workspace.Name ?? "Collab";
        _title = mark + (name.Length > 0 ? $"{name} · {workspace}" : workspace);
    }
}
