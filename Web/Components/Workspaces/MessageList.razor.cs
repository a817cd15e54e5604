using Collab.Domain.Edits;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Workspaces;

/// <summary>The messages of one stream. Scrolling, reading and the toolbar are the browser's; acts come here by name.</summary>
public sealed partial class MessageList : ComponentBase, IAsyncDisposable
{
    // The others of a reaction are a dialog away.
    private const int MaxNames = 10;

    private static readonly string[] Frequent = ["👍", "❤️", "😂"];

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _root;
    private FeedModule? _module;
    private IReadOnlyList<FeedItem> _items = [];
    private LiveFeed? _shown;
    private ScreenPeople? _authors;
    private int _drawn;
    private long? _editing;
    private bool _shouldRender = true;

    /// <summary>The feed; null for a thread without replies.</summary>
    [Parameter, EditorRequired]
    public LiveFeed? Feed { get; set; }

    /// <summary>The place's name, for the list's label.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Tells lists on one page apart.</summary>
    [Parameter, EditorRequired]
    public string ListId { get; set; } = "";

    /// <summary>The outbox's name of the place.</summary>
    [Parameter, EditorRequired]
    public string OutboxKey { get; set; } = "";

    /// <summary>For a thread: its root.</summary>
    [Parameter]
    public MessageView? Root { get; set; }

    /// <summary>For a thread: the reader has deleted its root for herself, and can bring it back.</summary>
    [Parameter]
    public bool RootMayReturn { get; set; }

    /// <summary>The message to begin at.</summary>
    [Parameter]
    public long? Target { get; set; }

    /// <summary>Reactions and replies are allowed.</summary>
    [Parameter]
    public bool MayRespond { get; set; }

    /// <summary>For a thread: the reader manages its place. Elsewhere the feed knows.</summary>
    [Parameter]
    public bool Manages { get; set; }

    /// <summary>What stands at the very beginning.</summary>
    [Parameter]
    public RenderFragment? Intro { get; set; }

    /// <summary>A thread is to be opened.</summary>
    [Parameter]
    public EventCallback<long> OnThread { get; set; }

    /// <summary>For a thread: an act of the reader's own changed its root.</summary>
    [Parameter]
    public EventCallback<MessageView> OnRootChanged { get; set; }

    /// <summary>It is to be shown who has read a message; without it, a dialog without an address is.</summary>
    [Parameter]
    public EventCallback<long> OnReceipts { get; set; }

    /// <summary>A profile is to be shown.</summary>
    [Parameter]
    public EventCallback<UserId> OnProfile { get; set; }

    /// <summary>The address of a message by its number; without one, of the root above a thread.</summary>
    [Parameter]
    public Func<long?, string> LinkTo { get; set; } = _ => "";

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private Sidebar Sidebar { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Clock Clock { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    [Inject]
    private IJSRuntime Js { get; set; } = default!; // injected before use

    [Inject]
    private MessageActs Acts { get; set; } = default!; // injected before use

    [Inject]
    private HiddenActs HiddenActs { get; set; } = default!; // injected before use

    [Inject]
    private ProfileCards Cards { get; set; } = default!; // injected before use

    [Inject]
    private ChatOpener Chats { get; set; } = default!; // injected before use

    [Inject]
    private PlaceActs PlaceActs { get; set; } = default!; // injected before use

    [Inject]
    private Screen Screen { get; set; } = default!; // injected before use

    [Inject]
    private Notes Notes { get; set; } = default!; // injected before use

    [Inject]
    private RecalledTexts Recalled { get; set; } = default!; // injected before use

    [Inject]
    private RecallSight Recall { get; set; } = default!; // injected before use

    [Inject]
    private SavedMarks Saved { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    private FeedWindow? Window => Feed?.Messages.Window;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        Session.FormatsChanged -= OnFeedChanged;
        Saved.Changed -= OnFeedChanged;
        Recalled.Changed -= OnTextsChanged;
        Sight.Changed -= OnFeedChanged;
        ForgetReferences();
        Watch(null);
        _authors?.Dispose();
        if (_looks is not null)
            await _looks.DisposeAsync();
        if (_recount is not null)
            await _recount.DisposeAsync();
        if (_expiry is not null)
            await _expiry.DisposeAsync();
        if (_module is not null)
            await _module.DisposeAsync();
        _gone.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Session.FormatsChanged += OnFeedChanged;
        Saved.Changed += OnFeedChanged;
        Recalled.Changed += OnTextsChanged;
        _authors = Link.ShowPeople(OnAuthorsChanged);
        Sight.Changed += OnFeedChanged;
        References.Changed += OnFeedChanged;
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_shown != Feed)
            Watch(Feed);
        Arrange();
        _shouldRender = true;
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => _shouldRender;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _shouldRender = false;
        if (firstRender)
            _module = await FeedModule.AttachAsync(Js, _root, new FeedCalls(this), _gone.Token);
        if (Feed is { Messages.IsOpen: true, Readers.IsStale: true })
            Mark();
    }

    /// <summary>Brings a message into view.</summary>
    public async Task ShowAsync(long seq)
    {
        if (Feed is null || _module is null)
            return;
        if (Window?.Find(seq) is null)
            await Feed.Messages.OpenAsync(seq, _gone.Token);
        await _module.ShowAsync(seq, _gone.Token);
    }

    private void Watch(LiveFeed? feed)
    {
        if (_shown is not null)
        {
            _shown.Messages.Changed -= OnFeedChanged;
            _shown.Readers.Changed -= OnMarksChanged;
        }

        _shown = feed;
        if (feed is null)
            return;
        feed.Messages.Changed += OnFeedChanged;
        feed.Readers.Changed += OnMarksChanged;
    }

    private void OnTextsChanged() => _ = InvokeAsync(OnFeedChanged);

    private void OnFeedChanged() => Gate.Request(Refresh);

    // Names and statuses stand in the rows, who is online does not.
    private void OnAuthorsChanged()
    {
        if (Drawn() != _drawn)
            Gate.Request(Refresh);
    }

    private int Drawn()
    {
        var drawn = new HashCode();
        foreach (var author in Authors())
            drawn.Add(People.Find(author));
        return drawn.ToHashCode();
    }

    private IEnumerable<UserId> Authors() => (Window?.Rows ?? []).Select(r => r.Author).Distinct();

    private void Refresh()
    {
        Arrange();
        _shouldRender = true;
        StateHasChanged();
    }

    private void Arrange()
    {
        NoteScope();
        var rows = Feed is { Messages.IsOpen: true } open ? open.Messages.Window.Rows : [];
        _authors?.Set(Authors());
        _drawn = Drawn();
        AwaitExpiry();
        ShowReferences(rows);
        var arranged = FeedLayout.Arrange(rows, Feed?.Messages.Pending ?? [], Session.Me, Feed?.Messages.NewAfter, Clock.DayOf, m => Recalled.Find(m.Stream, m.Seq) is not null);
        _items = Root is null
            ? arranged
            : [.. RootLine(Root), .. Root.Thread is { Replies: > 0 } thread ? (FeedItem[])[new FeedItem.Replies(thread.Replies)] : [], .. arranged];
    }

    // Decided once more by the act: the policy may have changed since the page was opened.
    private bool MayRemove => Feed?.Messages.Place is { } place && (Manages || place.Rights.HasFlag(Rights.Manage)) && Recall.AllowsRemoval(place.Head);

    // The browser leaves the entry out afterwards; empty where there is no end.
    private string? EditMinutes =>
        Feed?.Messages.Place is { Head: var head } && Recall.EditWindow(head) is var window && window != EditPolicy.AnyTime
            ? ((long)window.TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private Error? WhyNotEdit(MessageView message) =>
        Feed?.Messages.Place is { Head: var head } ? EditRules.Refusal(Recall.EditWindow(head), message.PostedAt, Session.Time.GetUtcNow()) : null;

    private bool IsEditing(RowView row) => !row.IsRoot && row.Seq is { } seq && seq == _editing;

    // A message names the first who reacted; whether one is among the rest the place's feed knows.
    private bool IsOwn(MessageView message, ReactionView reaction) =>
        reaction.First.Contains(Session.Me)
        || (reaction.Count > reaction.First.Count && FeedOf(message) is { } feed && feed.Messages.HasOwn(message.Seq, reaction.Emoji));

    private LiveFeed? FeedOf(MessageView message) => Feed?.Stream == message.Stream ? Feed : Screen.Feeds.FirstOrDefault(f => f.Stream == message.Stream);

    private string Who(ReactionView reaction)
    {
        var listed = string.Join(", ", reaction.First.Take(MaxNames).Select(People.NameOf));
        return UnnamedOf(reaction) is { } rest ? L["ReactedAndMore", listed, rest, reaction.Emoji] : L["Reacted", listed, reaction.Emoji];
    }

    private static int? UnnamedOf(ReactionView reaction) =>
        reaction.Count - Math.Min(MaxNames, reaction.First.Count) is var rest and > 0 ? rest : null;

    private static string? Bit(bool? value) => value == true ? "1" : null;
}
