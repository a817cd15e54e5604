using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Name, topic and members of the place in the middle.</summary>
public partial class PlaceHeader : ComponentBase, IDisposable
{
    private bool _editing;
    private string _topic = "";
    private PlaceAccess? _drawn;

    /// <summary>The place's feed.</summary>
    [Parameter, EditorRequired]
    public LiveFeed Feed { get; set; } = default!; // required

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private Sidebar Sidebar { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private Dialogs Dialogs { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    [Inject]
    private SetTopic SetTopicCase { get; set; } = default!; // injected before use

    [Inject]
    private Leaving Leaving { get; set; } = default!; // injected before use

    [Inject]
    private HiddenActs HiddenActs { get; set; } = default!; // injected before use

    [Inject]
    private ArchiveChannel Archive { get; set; } = default!; // injected before use

    private PlaceAccess? Access => Feed.Messages.Place;

    private StreamView? Head => Access?.Head ?? Sidebar.Find(Feed.Stream)?.Head;

    private bool MaySetTopic => Access?.Rights.HasFlag(Rights.SetTopic) == true && Head?.Kind is StreamKind.Channel or StreamKind.Group;

    /// <inheritdoc />
    public void Dispose()
    {
        Feed.Messages.Changed -= OnChanged;
        Feed.WatchingChanged -= OnWatchingChanged;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Feed.Messages.Changed += OnChanged;
        Feed.WatchingChanged += OnWatchingChanged;
    }

    private static MarkupString Sign(StreamView head) =>
        head.Visibility switch { ChannelVisibility.Private => Icons.Lock, ChannelVisibility.OrgWide => Icons.Building, _ => Icons.Hash };

    private void OnChanged() => Gate.Request(Refresh);

    private void OnWatchingChanged() => Gate.Request(StateHasChanged);

    private void Refresh()
    {
        if (_drawn?.Rights == Access?.Rights && IsSame(_drawn?.Head, Head))
            return;
        _drawn = Access;
        StateHasChanged();
    }

    private static bool IsSame(StreamView? one, StreamView? other) =>
        one?.Name == other?.Name && one?.Topic == other?.Topic && one?.MemberCount == other?.MemberCount && one?.ArchivedAt == other?.ArchivedAt && one?.Posting == other?.Posting
        && one?.ThreadOnly == other?.ThreadOnly && one?.SlowModeSeconds == other?.SlowModeSeconds && one?.LifetimeSeconds == other?.LifetimeSeconds;

    private void EditTopic() => (_editing, _topic) = (true, Head?.Topic ?? "");

    private void OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            _editing = false;
    }

    private async Task SaveTopicAsync()
    {
        _editing = false;
        if (_topic == Head?.Topic || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        if (!(await SetTopicCase.ExecuteAsync(actor, Feed.Stream, _topic, null, Link.Ended)).TryGet(out _, out var error))
            Toasts.Show(error.Say(), isError: true);
    }

    private Task LeaveAsync() => Access?.Place is { } place ? Leaving.LeaveAsync(place, isShown: true) : Task.CompletedTask;

    private async Task ChangePostingAsync()
    {
        if (Head is not { } head)
            return;
        var parameters = new MudBlazor.DialogParameters<PostingDialog> { { d => d.Head, head } };
        if (await Dialogs.ShowAsync<PostingDialog>(L["PostingRightsOf", Places.TitleOf(head)], parameters) is { Canceled: false })
            await Feed.Messages.RefreshPlaceAsync(Link.Ended);
    }

    private async Task ChangeLifetimeAsync()
    {
        if (Head is not { } head)
            return;
        var parameters = new MudBlazor.DialogParameters<LifetimeDialog> { { d => d.Head, head } };
        if (await Dialogs.ShowAsync<LifetimeDialog>(L["DisappearingIn", Places.TitleOf(head)], parameters) is { Canceled: false })
            await Feed.Messages.RefreshPlaceAsync(Link.Ended);
    }

    private async Task ClearAsync()
    {
        if (Head is { } head && await Dialogs.AskAsync(L["ClearHistoryTitle", Places.TitleOf(head)], L["ClearHistoryEffect"], L["ClearHistoryDo"], isDangerous: true))
            await HiddenActs.ClearAsync(head);
    }

    private async Task ArchiveAsync()
    {
        if (Head is not { } head)
            return;
        var archive = head.ArchivedAt is null;
        if (archive && !await Dialogs.AskAsync(L["ArchiveTitle", Places.TitleOf(head)], L["ArchiveEffect"], L["ArchiveChannel"], isDangerous: true))
            return;
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out var error))
            return;
        if (!(await Archive.ExecuteAsync(actor, head.Id, archive, Link.Ended)).TryGet(out _, out error))
            Toasts.Show(error.Say(), isError: true);
        else
            await Feed.Messages.RefreshPlaceAsync(Link.Ended);
    }
}
