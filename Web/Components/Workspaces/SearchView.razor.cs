using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Search;
using Collab.Domain.Search.Queries;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Search over everything that one may read. The query stands in the address.</summary>
public sealed partial class SearchView : ComponentBase, IDisposable
{
    private const int PageSize = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly QueryState _state = new();
    private string _query = "";
    private SearchTab _tab;
    private SearchSort _sort;
    private IReadOnlyList<Person> _people = [];
    private bool _hasMorePeople;
    private IReadOnlyList<ChannelListing> _channels = [];
    private bool _hasMoreChannels;
    private bool _isBusy;
    private string? _typed;
    private int _letters;
    private int _change;
    private int _asked;

    /// <summary>The query of the address: what it says is shown.</summary>
    [Parameter]
    public string Query { get; set; } = "";

    [Inject]
    private FoundList List { get; set; } = default!; // injected before use

    [Inject]
    private SearchPeople FindPeople { get; set; } = default!; // injected before use

    [Inject]
    private BrowseChannels FindChannels { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    private FoundPage? Page => List.Page;

    // The words alone: people and channels are found by them.
    private string Words => string.Join(' ', Page?.Query.Parts.Where(p => !p.IsNegated).Select(p => p.Node switch
    {
        QueryNode.Word word => word.Text,
        QueryNode.Phrase phrase => phrase.Text,
        _ => null,
    }).OfType<string>() ?? []);

    /// <inheritdoc />
    protected override void OnInitialized() => List.Changed += OnListChanged;

    /// <inheritdoc />
    public void Dispose() => List.Changed -= OnListChanged;

    private void OnListChanged() => Gate.Request(StateHasChanged);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (!_state.IsNew(Navigation.Uri, out var query))
            return;
        _isNaming = false;
        StopTyping();
        _query = query["q"] ?? "";
        _change++;
        _sort = query["sort"] == "newest" ? SearchSort.Newest : SearchSort.Best;
        _tab = Enum.TryParse<SearchTab>(query["tab"], ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : SearchTab.Messages;
        await FindAsync();
        if (_query.Length > 0)
            await RememberAsync();
    }

    // While somebody types, the last letter alone is searched for. Which one that is must be known at once: letters come
    // faster than anything that is awaited.
    private async Task TypeAsync(string text)
    {
        _typed = text;
        var letter = ++_letters;
        try
        {
            await Task.Delay(Pause, Session.Time, Link.Ended);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (letter != _letters)
            return;
        _typed = null;
        await SearchNowAsync(text);
    }

    private Task SearchAsync(string text)
    {
        StopTyping();
        _change++;
        return SearchNowAsync(text);
    }

    // What was typed before is not searched for any more, or it would take the place of what comes now.
    private void StopTyping() => (_typed, _letters) = (null, _letters + 1);

    private async Task SearchNowAsync(string text)
    {
        _isNaming &= _query == text.Trim();
        _query = text.Trim();
        Navigation.NavigateTo(_state.Say(Navigation, Values(_tab)), replace: true);
        await FindAsync();
    }

    // A click beside what was found narrows what is typed, though that may not have been found yet.
    private Task NarrowAsync(string text) =>
        SearchAsync(Page is { } page && text.StartsWith(page.Query.Text, StringComparison.Ordinal) ? (_typed ?? _query) + text[page.Query.Text.Length..] : text);

    private Task TakeAsync(QueryProblem problem, string suggestion) =>
        SearchAsync(string.Concat(Page!.Query.Text.AsSpan(0, problem.Span.Start), suggestion, Page.Query.Text.AsSpan(problem.Span.End))); // problems are a page's

    private async Task FindAsync()
    {
        var asked = ++_asked;
        _isBusy = true;
        var isFound = await List.FindAsync(_query, _sort);
        if (asked != _asked)
            return;
        // Other devices may have searched since.
        if (_query.Length == 0)
            await RememberAsync();
        else if (isFound)
            await FindOthersAsync();
        _isBusy = asked != _asked && _isBusy;
    }

    private async Task FindOthersAsync()
    {
        (_people, _channels, _hasMorePeople, _hasMoreChannels) = ([], [], false, false);
        if (Words is not { Length: > 0 } words || Session.Workspace is not { } workspace || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        var people = await Outages.GuardAsync(() => FindPeople.ExecuteAsync(new SearchPeopleRequest(actor, workspace.Workspace.Id, words, Limit: PageSize), Link.Ended));
        if (people.TryGet(out var found, out _))
        {
            (_people, _hasMorePeople) = (found.Items, found.Next is not null);
            People.Put(_people);
        }

        var filter = new ChannelFilter(NamePart: words.TrimStart('#').Replace(' ', '-').ToLowerInvariant());
        var channels = await Outages.GuardAsync(() => FindChannels.ExecuteAsync(new BrowseChannelsRequest(actor, workspace.Workspace.Id, filter, null), Link.Ended));
        if (channels.TryGet(out var listed, out _))
            (_channels, _hasMoreChannels) = (listed.Items, listed.Next is not null);
    }

    private IEnumerable<QueryPart> Chips() => Page?.Query.Parts.Where(p => p.Node is QueryNode.Filter) ?? [];

    private string TextOf(QueryPart part) => Page!.Query.Text.Substring(part.Span.Start, part.Span.Length); // parts are a page's

    private string Summary()
    {
        if (Page is not { } page || (page.Total == 0 && page.Query.Root is null))
            return "";
        var total = page.Total == 0 ? L["NothingFound", page.Query.Text].Value
            : page.Total > SearchHits.CountedUpTo ? L["SearchMany", SearchHits.CountedUpTo] : L.Count("SearchTotal", page.Total);
        return string.Join(' ', new[] { page.IsFuzzy ? L["SearchFuzzy"].Value : null, total, page.IsPartial ? L["SearchPartial"].Value : null, Missing(page.Lag) }.OfType<string>());
    }

    private string? Missing(IndexLag lag) =>
        lag.IsIncomplete ? L["SearchIncomplete"].Value
        : lag.Behind > TimeSpan.Zero ? L.Count("SearchBehind", (long)Math.Ceiling(lag.Behind.TotalMinutes)).Value
        : null;

    private string? CountOf(SearchTab tab) => Page is null ? null : tab switch
    {
        // Known only when they are looked for.
        SearchTab.Files => null,
        SearchTab.People => Count(_people.Count, _hasMorePeople),
        SearchTab.Channels => Count(_channels.Count, _hasMoreChannels),
        _ => Count((int)Math.Min(Page.Total, SearchHits.CountedUpTo), Page.Total > SearchHits.CountedUpTo),
    };

    private static string Count(int count, bool isMore) => isMore ? $"{count:N0}+" : $"{count:N0}";

    private IEnumerable<(string Name, string? Value)> Values(SearchTab tab) =>
    [
        ("q", _query.Length > 0 ? _query : null),
        ("sort", _sort == SearchSort.Newest ? "newest" : null),
        ("tab", tab == SearchTab.Messages ? null : tab.ToString().ToLowerInvariant()),
    ];

    private string AddressOf(SearchTab tab)
    {
        var pairs = Values(tab).Where(v => v.Value is not null).Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value!)}"); // not null: filtered
        return $"{Places.Root}/search?{string.Join('&', pairs)}";
    }
}
