using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// What was searched for last on this page, and what was found: the search shows it, and while one looks at a message in its
/// place the pane does, so that one can step from one to the next.
/// </summary>
public sealed class FoundList : IDisposable
{
    /// <summary>What the query is called in the address of a message that was opened from what was found.</summary>
    public const string Parameter = "found";

    private const int PageSize = 20;

    private readonly List<FoundItem> _items = [];
    private readonly SearchMessages _messages;
    private readonly Session _session;
    private readonly PeopleCache _people;
    private readonly CircuitLink _link;
    private readonly RecallSight _recall;
    private WorkspaceId? _workspace;
    private int _pages;
    private int _asked;
    private int _missed;
    private bool _isLoadingMore;
    private bool _isReadingAgain;

    /// <param name="messages">Searches.</param>
    /// <param name="session">Who searches.</param>
    /// <param name="people">Names.</param>
    /// <param name="link">Tells what becomes of what was found.</param>
    /// <param name="recall">Tells what was taken back.</param>
    public FoundList(SearchMessages messages, Session session, PeopleCache people, CircuitLink link, RecallSight recall)
    {
        (_messages, _session, _people, _link, _recall) = (messages, session, people, link, recall);
        _recall.Recalled += OnRecalled;
        _recall.Stale += OnStale;
    }

    /// <summary>Something of it changed.</summary>
    public event Action? Changed;

    /// <summary>What was searched for; empty as long as nothing was.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Which come first.</summary>
    public SearchSort Sort { get; private set; }

    /// <summary>The first page, with counts and what was understood; null while there is none.</summary>
    public FoundPage? Page { get; private set; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? Next { get; private set; }

    /// <summary>Why it could not be searched.</summary>
    public string? Failure { get; private set; }

    /// <summary>What was found, as it stands in the list: hits of one thread together, at the place of the first of them.</summary>
    public IReadOnlyList<FoundItem> Items => _items;

    /// <summary>Searches, unless this is what is shown already.</summary>
    public Task OpenAsync(string query, SearchSort sort) =>
        query == Query && sort == Sort && _workspace == _session.Workspace?.Workspace.Id && Failure is null ? Task.CompletedTask : FindAsync(query, sort);

    /// <summary>Searches anew. False when something else was searched for meanwhile, or nothing could be.</summary>
    public async Task<bool> FindAsync(string query, SearchSort sort)
    {
        var asked = ++_asked;
        (Query, Sort, _workspace, Failure, _pages) = (query, sort, _session.Workspace?.Workspace.Id, null, 1);
        if (query.Length == 0)
        {
            Clear();
            Changed?.Invoke();
            return true;
        }

        var page = await ReadAsync(null);
        if (asked != _asked)
            return false;
        if (page is not null)
            TakeAnew([page]);
        Changed?.Invoke();
        return page is not null;
    }

    /// <summary>Reads the next page.</summary>
    public async Task MoreAsync()
    {
        if (Next is not { } next || _isLoadingMore)
            return;
        var asked = _asked;
        _isLoadingMore = true;
        try
        {
            // What was read again meanwhile may go on from elsewhere.
            if (await ReadAsync(next) is { } page && asked == _asked && next == Next)
                Take(page);
        }
        finally
        {
            _isLoadingMore = false;
        }

        Changed?.Invoke();
    }

    /// <summary>Where in the list a message stands that is shown at an address; -1 when it is not in it.</summary>
    public int IndexOf(Address address) => _items.FindIndex(i => IsAt(i.Found, address));

    /// <summary>The address of a message in its place, with this list beside it.</summary>
    /// <param name="found">The message.</param>
    /// <param name="place">The address of its place.</param>
    public string AddressOf(FoundMessage found, string place) =>
        $"{place}{(found.RootSeq is { } root ? $"/t/{root}" : "")}/m/{found.Message.Seq}?{Parameter}={Uri.EscapeDataString(Query)}{(Sort == SearchSort.Newest ? "&sort=newest" : "")}";

    /// <inheritdoc />
    public void Dispose()
    {
        _recall.Recalled -= OnRecalled;
        _recall.Stale -= OnStale;
    }

    private void OnRecalled(MessageView message)
    {
        if (_items.RemoveAll(i => i.Found.Message.Id == message.Id) == 0)
            return;
        Page = Page is { } page ? page with { Total = Math.Max(0, page.Total - 1) } : null;
        Changed?.Invoke();
    }

    // A list that is not on the page is searched for anew when it comes back.
    private void OnStale()
    {
        _missed++;
        _ = Changed is null ? FindAsync("", Sort) : ReadAgainAsync();
    }

    // One at a time: whoever comes while it reads has it begin anew.
    private async Task ReadAgainAsync()
    {
        if (_isReadingAgain)
            return;
        _isReadingAgain = true;
        try
        {
            for (var missed = _missed - 1; missed != _missed && Query.Length > 0;)
            {
                (missed, var asked) = (_missed, _asked);
                var pages = await ReadPagesAsync();
                if ((missed, asked) == (_missed, _asked))
                    TakeAnew(pages);
            }
        }
        finally
        {
            _isReadingAgain = false;
        }

        Changed?.Invoke();
    }

    // As many pages as are shown: nobody who steps from one to the next is thrown back to the first. None when one cannot be read.
    private async Task<IReadOnlyList<FoundPage>> ReadPagesAsync()
    {
        var pages = new List<FoundPage>();
        do
        {
            if (await ReadAsync(pages is [.., { Next: { } next }] ? next.ToString() : null) is not { } page)
                return [];
            pages.Add(page);
        }
        while (pages.Count < _pages && pages[^1].Next is not null);
        return pages;
    }

    private static bool IsAt(FoundMessage found, Address address) =>
        found.Place.Id == address.Stream
        && (found.RootSeq is { } root ? root == address.Thread && found.Message.Seq == address.Reply : address.Thread is null && found.Message.Seq == address.Message);

    private void Clear()
    {
        (Page, Next, _pages) = (null, null, 1);
        _items.Clear();
        _link.Heed(this, []);
    }

    // Without pages nobody can say what of it is still there.
    private void TakeAnew(IReadOnlyList<FoundPage> pages)
    {
        if (pages.Count == 0)
        {
            Clear();
            return;
        }

        (Page, _pages) = (pages[0], 0);
        _items.Clear();
        foreach (var page in pages)
            Take(page);
    }

    // A later page does not go into the threads of an earlier one: nothing moves that one is looking at.
    private void Take(FoundPage page)
    {
        (Next, _pages) = (page.Next?.ToString(), _pages + 1);
        foreach (var thread in page.Messages.GroupBy(m => (m.Place.Id, m.RootSeq ?? m.Message.Seq)))
            _items.AddRange(thread.Select((found, i) => new FoundItem(found, i > 0)));
        _link.Heed(this, [.. _items.Select(i => (i.Found.Message.Stream, i.Found.RootSeq is null ? (StreamId?)null : i.Found.Place.Id)).Distinct()]);
    }

    private async Task<FoundPage?> ReadAsync(string? cursor)
    {
        if (_session.Workspace is not { } workspace || !(await _session.ActAsync(_link.Ended)).TryGet(out var actor, out _))
            return null;
        var request = new SearchMessagesRequest(actor, Query)
        {
            Within = workspace.Workspace.Id,
            Sort = Sort,
            Cursor = cursor,
            Limit = PageSize,
            Zone = _session.Zone,
            FirstDay = System.Globalization.CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek,
            WantsFacets = true,
        };
        var asked = _asked;
        Result<FoundPage> found;
        int missed;
        do
        {
            missed = _missed;
            found = await Outages.GuardAsync(() => _messages.ExecuteAsync(request, _link.Ended));
        }
        while (missed != _missed); // it may be older than the news that was lost
        var isFound = found.TryGet(out var page, out var error);
        if (asked == _asked)
            Failure = isFound ? null : error!.Say(); // set when the other is not
        if (page is not null)
            await _people.EnsureAsync(page.Messages.Select(m => m.Message.Author).Concat(PeopleOf(page)), _link.Ended);
        return page;
    }

    private static IEnumerable<UserId> PeopleOf(FoundPage page) =>
        page.Facets.TryGetValue(SearchFacet.Person, out var counts) ? counts.Select(c => new UserId(c.Value)) : [];
}

/// <summary>A message in the list of what was found.</summary>
/// <param name="Found">The message.</param>
/// <param name="IsSameThread">The one before it is of the same thread.</param>
public sealed record FoundItem(FoundMessage Found, bool IsSameThread);
