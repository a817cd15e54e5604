using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Search;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>Searches of everything: who did so, when and why; and for auditors the search itself.</summary>
public sealed partial class AuditSearchPage
{
    private static readonly int[] Choices = [1, 4, 8, 24, AuditSearch.MaxHours];

    private readonly List<FoundMessage> _found = [];
    private readonly Dictionary<UserId, Person> _people = [];
    private AuditSearchList? _list;
    private AuditSearch? _open;
    private AuditedPage? _page;
    private string _reason = "";
    private string _matter = "";
    private int _hours = 8;
    private string _query = "";
    private SearchSort _sort = SearchSort.Newest;
    private Ground _ground;
    private int _turn;

    [Inject]
    private ListAuditSearches List { get; set; } = default!; // injected before use

    [Inject]
    private OpenAuditSearch Open { get; set; } = default!; // injected before use

    [Inject]
    private EndAuditSearch End { get; set; } = default!; // injected before use

    [Inject]
    private SearchForAudit Search { get; set; } = default!; // injected before use

    /// <inheritdoc />
    protected override DateTimeOffset? OpenUntil => _open?.EndsAt;

    /// <inheritdoc />
    protected override async Task LoadAsync()
    {
        var (items, auditors) = (new List<AuditSearch>(), new Dictionary<UserId, Person>());
        Cursor? next = null;
        do
        {
            var after = next?.ToString();
            if (await ActAsync(actor => List.ExecuteAsync(actor, after, Portion, Ended)) is not { } page)
                return;
            items.AddRange(page.Items);
            foreach (var auditor in page.Auditors.Values)
                auditors[auditor.Id] = auditor;
            next = page.Next;
        }
        while (next is not null && items.Count < Wanted);
        _list = new AuditSearchList(items, auditors, next);
    }

    /// <inheritdoc />
    protected override async Task RenewAsync()
    {
        await base.RenewAsync();
        if (_open is { } open && _list?.Items.FirstOrDefault(s => s.Id == open.Id) is { } now)
            _open = now;
        if (_open is { } still && !IsOpen(still))
            Leave();
    }

    private async Task OpenAsync()
    {
        var made = await BusyAsync(actor => Open.ExecuteAsync(new OpenAuditSearchRequest(actor, _reason, _matter, _hours), Ended));
        if (made is null)
            return;
        (_reason, _matter) = ("", "");
        Enter(made);
        await LoadAsync();
    }

    private void Enter(AuditSearch search)
    {
        Leave();
        _open = search;
    }

    private void Leave()
    {
        Hide();
        _open = null;
        _people.Clear();
    }

    /// <inheritdoc />
    protected override void Hide()
    {
        _page = null;
        _found.Clear();
        Heed([]);
    }

    // The number of what was found is that of when it was looked for. What a hold keeps is gone for others already.
    /// <inheritdoc />
    protected override bool Forget(MessageView message) => _found.RemoveAll(f => f.Held is null && f.Message.Stream == message.Stream && f.Message.Seq == message.Seq) > 0;

    private async Task EndAsync(AuditSearch search)
    {
        if (await BusyAsync(EndNowAsync) is null)
            return;
        if (_open?.Id == search.Id)
            Leave();
        await LoadAsync();

        async Task<Result<AuditSearch>> EndNowAsync(Actor actor) =>
            (await End.ExecuteAsync(actor, search.Id, Ended)).TryGet(out _, out var error) ? search : error;
    }

    private Task SearchAsync()
    {
        Hide();
        return ReadAsync(null);
    }

    private Task MoreAsync() => ReadAsync(_page?.Found.Next?.ToString());

    private async Task ReadAsync(string? cursor)
    {
        if (_open is not { } open)
            return;
        var turn = ++_turn;
        var read = await BusyAsync(actor => Search.ExecuteAsync(
            new SearchForAuditRequest(actor, open.Id, _query)
            {
                Sort = _sort,
                IsHeld = _ground == Ground.Held,
                Cursor = cursor,
                Zone = Session.Zone,
                FirstDay = System.Globalization.CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek,
            },
            Ended));
        // It may have been left while it was read, or something else was searched for.
        if (read is null || _open?.Id != open.Id || turn != _turn)
            return;
        _page = read;
        _found.AddRange(read.Found.Messages);
        Heed([.. _found.Select(f => (f.Message.Stream, f.Message.Stream == f.Place.Id ? f.Place.Parent : (StreamId?)f.Place.Id)).Distinct()]);
        foreach (var person in read.People.Values)
            _people[person.Id] = person;
    }

    private bool IsOpen(AuditSearch search) => search.EndsAt > Session.Time.GetUtcNow();

    private static string Because(AuditSearch search) => search.Matter.Length > 0 ? $"{search.Reason} ({search.Matter})" : search.Reason;

    private string NameOf(UserId user) => _people.GetValueOrDefault(user)?.DisplayName ?? "";

    private string PlaceOf(FoundMessage found) =>
        found.Place.Kind == StreamKind.Channel
            ? $"#{found.Place.Name} · {(found.Place.Workspace is { } workspace ? _page?.Workspaces.GetValueOrDefault(workspace)?.Name : "")}"
            : found.Place.Name.Length > 0 ? found.Place.Name : string.Join(", ", found.Place.Participants.Select(NameOf));

    private string Summary(FoundPage page) =>
        page.Total == 0 ? L["NothingFound", page.Query.Text] : page.Total > SearchHits.CountedUpTo ? L["SearchMany", SearchHits.CountedUpTo] : L.Count("SearchTotal", page.Total);

    // What is searched.
    private enum Ground
    {
        Messages,
        Held,
    }
}
