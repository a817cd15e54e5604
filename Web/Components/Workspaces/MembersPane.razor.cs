using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Who is in a place: found by name or kind, added, removed, made managers. At most two pages are on the screen.</summary>
public sealed partial class MembersPane : ComponentBase, IDisposable
{
    private static readonly MemberFilter[] Filters = [MemberFilter.All, MemberFilter.Online, MemberFilter.Managers, MemberFilter.Guests];

    private static readonly TimeSpan Recount = TimeSpan.FromSeconds(10);

    private readonly PageWindow<SeatView> _seats = new();
    private PlaceAccess? _place;
    private ScreenPeople? _shown;
    private int? _online;
    private LiveFeed? _watched;
    private MemberFilter _filter;
    private string _query = "";
    private bool _adding;
    private Task _refreshing = Task.CompletedTask;
    private ITimer? _recount;

    /// <summary>The place.</summary>
    [Parameter, EditorRequired]
    public StreamId Stream { get; set; }

    [Inject]
    private MemberUseCases Use { get; set; } = default!; // injected before use

    [Inject]
    private PlaceReader Reader { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private Screen Screen { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private Dialogs Dialogs { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    private string Title => _place is { Head: var head } ? Places.TitleOf(head) : "";

    private bool MayManage => May(Rights.Manage) && _place is { Head.Kind: StreamKind.Channel };

    /// <inheritdoc />
    public void Dispose()
    {
        _shown?.Dispose();
        _recount?.Dispose();
        Screen.Changed -= OnScreenChanged;
        Watch(null);
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        // Who of those on the screen comes or goes is drawn at once; rows do not move under the reader, the number is renewed.
        _shown = Link.ShowPeople(StateHasChanged);
        _recount = Session.Time.CreateTimer(_ => _ = InvokeAsync(CountAsync), null, Recount, Recount);
        Screen.Changed += OnScreenChanged;
        OnScreenChanged();
        await ReadPlaceAsync();
        await StartAsync();
        await CountAsync();
    }

    private bool IsSelective => _place is { Head.Posting: PostingPolicy.Selected };

    private bool May(Rights right) => _place?.Rights.HasFlag(right) == true;

    // One leaves by oneself, and nobody leaves what everybody is in.
    private bool MayRemove(SeatView seat) => seat.User != Session.Me && _place is { Head.Visibility: not ChannelVisibility.OrgWide };

    private Task ChooseAsync(MemberFilter filter)
    {
        _filter = filter;
        return StartAsync();
    }

    private async Task StartAsync()
    {
        var (filter, query) = (_filter, _query);
        await _seats.StartAsync(cursor => ReadAsync(filter, query, cursor));
    }

    private async Task CountAsync()
    {
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _)
            || !(await Outages.GuardAsync(() => Use.Online.ExecuteAsync(actor, Stream, Link.Ended))).TryGet(out var count, out _) || count.Online == _online)
            return;
        _online = count.Online;
        StateHasChanged();
    }

    private async Task<Page<SeatView>?> ReadAsync(MemberFilter filter, string query, string? cursor)
    {
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return null;
        var request = new ListMembersRequest(actor, Stream, query, filter, cursor, PageLimit.Default);
        if (!(await Use.List.ExecuteAsync(request, Link.Ended)).TryGet(out var page, out _))
            return null;
        await People.EnsureAsync(page.Items.Select(s => s.User), Link.Ended);
        _shown?.Set(_seats.Items.Concat(page.Items).Select(s => s.User));
        return page;
    }

    private async Task ReadPlaceAsync()
    {
        if ((await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _)
            && (await Reader.Place.ExecuteAsync(actor, Stream, Link.Ended)).TryGet(out var place, out _))
            _place = place;
    }

    private async Task RefreshAsync()
    {
        await ReadPlaceAsync();
        await _seats.RefreshAsync();
        await CountAsync();
        StateHasChanged();
    }

    private async Task SetRoleAsync(SeatView seat, SeatRole role)
    {
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        if (!(await Use.SetRole.ExecuteAsync(actor, Stream, seat.User, role, Link.Ended)).TryGet(out _, out var error))
            Toasts.Show(error.Say(), isError: true);
        await RefreshAsync();
    }

    private async Task RemoveAsync(UserId user)
    {
        if (_place is not { Head: var head })
            return;
        var name = People.NameOf(user);
        var stays = head.Visibility == ChannelVisibility.Public && People.Find(user) is not { IsGuest: true };
        var effect = stays ? L["RemoveEffect", name, Title] : L["RemoveEffectPrivate", name, Title];
        if (!await Dialogs.AskAsync(L["RemoveTitle", name, Title], effect, L["Remove"], isDangerous: true)
            || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        if (!(await Use.Remove.ExecuteAsync(actor, Stream, user, Link.Ended)).TryGet(out _, out var error))
            Toasts.Show(error.Say(), isError: true);
        await RefreshAsync();
    }

    private async Task DoneAddingAsync()
    {
        _adding = false;
        await RefreshAsync();
    }

    // Somebody came or went: the head of the place in the middle tells.
    private void OnScreenChanged()
    {
        if (_watched != Screen.Place)
            Watch(Screen.Place);
    }

    private void Watch(LiveFeed? place)
    {
        if (_watched is not null)
            _watched.Messages.Changed -= OnPlaceChanged;
        _watched = place;
        if (place is not null)
            place.Messages.Changed += OnPlaceChanged;
    }

    private void OnPlaceChanged() => Gate.Request(TakePlace);

    private void TakePlace()
    {
        if (_watched?.Stream != Stream || _place is null || _watched.Messages.Place is not { } now
            || (now.Head.MemberCount == _place.Head.MemberCount && now.Head.Posting == _place.Head.Posting && now.Rights == _place.Rights))
            return;
        _place = now;
        if (_refreshing.IsCompleted)
            _refreshing = RefreshAsync();
    }
}

/// <summary>The use cases behind a list of members.</summary>
/// <param name="List">Lists them.</param>
/// <param name="Online">Counts who is connected.</param>
/// <param name="SetRole">Makes managers, and members again.</param>
/// <param name="Remove">Takes a seat away.</param>
public sealed record MemberUseCases(ListMembers List, CountOnline Online, SetChannelRole SetRole, RemoveMember Remove);
