using System.Globalization;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Layout;

/// <summary>The places of the person, with their badges.</summary>
public partial class SidebarPanel : ComponentBase, IDisposable
{
    private readonly HashSet<string> _folded = [];
    private IReadOnlyList<Section> _sections = [];
    private Domain.Shared.Ids.WorkspaceId? _workspace;

    /// <summary>The place in the middle.</summary>
    [Parameter]
    public StreamId? Current { get; set; }

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
    private Screen Screen { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private Dialogs Dialogs { get; set; } = default!; // injected before use

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    /// <inheritdoc />
    public void Dispose()
    {
        Sidebar.Changed -= OnChanged;
        Session.Changed -= OnChanged;
        Link.PresenceChanged -= OnChanged;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Sidebar.Changed += OnChanged;
        Session.Changed += OnChanged;
        Link.PresenceChanged += OnChanged;
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => Arrange();

    private void OnChanged() => Gate.Request(Refresh);

    private void Refresh()
    {
        Arrange();
        StateHasChanged();
    }

    private void Arrange()
    {
        _workspace = Session.Workspace?.Workspace.Id;
        var mine = Sidebar.Places.Where(p => p.Head.Workspace is null || p.Head.Workspace == _workspace).ToArray();
        var channels = ByName(mine.Where(p => p.Head.Kind == StreamKind.Channel && !p.Starred));
        var chats = mine.Where(p => p.Head.Kind != StreamKind.Channel && !p.Starred).OrderByDescending(p => p.Head.LastMessageAt ?? p.Head.CreatedAt).ToArray();
        var starred = ByName(mine.Where(p => p.Starred));
        var sections = new List<Section> { new("channels", L["Channels"], channels), new("chats", L["DirectMessages"], chats) };
        if (starred.Length > 0)
            sections.Insert(0, new Section("starred", L["Starred"], starred));
        _sections = sections;
    }

    private PlaceView[] ByName(IEnumerable<PlaceView> places) =>
        [.. places.OrderBy(p => p.Head.ArchivedAt is not null).ThenBy(p => Places.NameOf(p.Head), StringComparer.CurrentCultureIgnoreCase)];

    private void Fold(string section)
    {
        if (!_folded.Remove(section))
            _folded.Add(section);
    }

    private bool IsMuted(PlaceView place) => place.MutedUntil is { } until && until > Session.Time.GetUtcNow();

    private bool IsUnread(PlaceView place) => place.Unread > 0 && !IsMuted(place);

    private string? ClassOf(PlaceView place) =>
        (IsUnread(place), IsMuted(place)) switch
        {
            (true, _) => "unread",
            (_, true) => "muted",
            _ => null,
        };

    private static string Badge(long count) => count > 99 ? "99+" : count.ToString(CultureInfo.CurrentCulture);

    private string Label(PlaceView place)
    {
        var kind = place.Head.Kind == StreamKind.Channel ? L["KindChannel"] : place.Head.Kind == StreamKind.Group ? L["KindGroup"] : L["KindDirect"];
        var label = $"{Places.NameOf(place.Head)}, {kind}";
        if (place.Mentions > 0)
            label += $", {L.Count("Mentions", place.Mentions)}";
        if (Sidebar.HasFailed(place.Id))
            label += $", {L["HasUnsent"]}";
        if (place.Unread > 0)
            label += $", {L["Unread"]}";
        return IsMuted(place) ? $"{label}, {L["Muted"]}" : label;
    }

    private MarkupString Mark(PlaceView place)
    {
        var head = place.Head;
        if (head.Kind == StreamKind.Channel)
        {
            return head.ArchivedAt is not null ? Icons.Archive
                : head.Visibility switch { ChannelVisibility.Private => Icons.Lock, ChannelVisibility.OrgWide => Icons.Building, _ => Icons.Hash };
        }

        var others = Places.Others(head);
        var other = others.Count > 0 ? others[0] : Session.Me;
        if (head.Kind == StreamKind.Group)
            return new MarkupString($"<span class=\"group-face\">{Avatar.Of(other, People.Find(other), 20).Value}<b aria-hidden=\"true\" data-count=\"{others.Count}\"></b></span>");
        var presence = Link.PresenceOf(other).ToString().ToLowerInvariant();
        return new MarkupString($"<span class=\"face\">{Avatar.Of(other, People.Find(other), 20).Value}<span class=\"presence\" data-presence=\"{presence}\"></span></span>");
    }

    private async Task CreateAsync()
    {
        var answer = await Dialogs.ShowAsync<CreateChannelDialog>(L["CreateChannel"], []);
        if (answer is { Canceled: false, Data: StreamView made })
            Navigation.NavigateTo(Places.AddressOf(made));
    }

    private sealed record Section(string Id, string Title, IReadOnlyList<PlaceView> Places);
}
