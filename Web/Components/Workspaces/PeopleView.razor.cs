using System.Collections.Specialized;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>The directory of people: found by name, narrowed by what stands on their profiles and by who is online. The address has it all.</summary>
public sealed partial class PeopleView : ComponentBase, IDisposable
{
    // The Latin letters: names of other scripts come after them, and are found by typing.
    private static readonly string[] Letters = [.. Enumerable.Range('A', 26).Select(c => ((char)c).ToString())];

    // No workspace's short name has this sign.
    private const string Everywhere = "*";

    private readonly List<Person> _people = [];
    private readonly QueryState _state = new();
    private readonly Wanted _wanted = new();
    private ProfileValues? _values;
    private ScreenPeople? _shown;
    private string? _next;
    private bool _loaded;
    private int _round;

    /// <summary>The query of the address: what it says is shown.</summary>
    [Parameter]
    public string Query { get; set; } = "";

    [Inject]
    private SearchPeople Search { get; set; } = default!; // injected before use

    [Inject]
    private ListProfileValues ListValues { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    /// <inheritdoc />
    public void Dispose() => _shown?.Dispose();

    /// <inheritdoc />
    protected override void OnInitialized() => _shown = Link.ShowPeople(StateHasChanged);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (!_state.IsNew(Navigation.Uri, out var query))
            return;
        _wanted.Read(query);
        if (_values is null && Session.Workspace is { } workspace && (await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _)
            && (await ListValues.ExecuteAsync(actor, workspace.Workspace.Id, Link.Ended)).TryGet(out var values, out _))
            _values = values;
        await FindAsync();
    }

    private static string Pressed(bool isPressed) => isPressed ? "true" : "false";

    private string AddressOf(Person person) => $"{Places.Root}/people/{person.Id}{_state.Query}";

    private Task LookInAsync(string? workspace)
    {
        if (workspace == Everywhere)
            return SetAsync(() => _wanted.Everywhere = true);
        Navigation.NavigateTo($"/w/{workspace}/people");
        return Task.CompletedTask;
    }

    private Task SetAsync(Action change)
    {
        change();
        return ChangedAsync();
    }

    private Task ChangedAsync()
    {
        Navigation.NavigateTo(_state.Say(Navigation, _wanted.Say()), replace: true);
        return FindAsync();
    }

    private async Task FindAsync()
    {
        var round = ++_round;
        var page = await PageAsync(null);
        if (round != _round)
            return;
        _people.Clear();
        Take(page);
    }

    private async Task MoreAsync()
    {
        var round = _round;
        var page = await PageAsync(_next);
        if (round == _round)
            Take(page);
    }

    private void Take(Page<Person> page)
    {
        _people.AddRange(page.Items);
        People.Put(page.Items);
        _shown?.Set(_people.Select(p => p.Id));
        _next = page.Next?.ToString();
        _loaded = true;
    }

    private async Task<Page<Person>> PageAsync(string? cursor)
    {
        if (Session.Workspace is not { } workspace || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return Page<Person>.Empty;
        var request = new SearchPeopleRequest(actor, workspace.Workspace.Id, _wanted.Query, Cursor: cursor, Filter: _wanted.Filter);
        return (await Search.ExecuteAsync(request, Link.Ended)).TryGet(out var page, out _) ? page : Page<Person>.Empty;
    }

    /// <summary>What stands in the fields, and in the query of the address.</summary>
    private sealed class Wanted
    {
        public string Query { get; set; } = "";

        public string? Department { get; set; }

        public string? Location { get; set; }

        public bool OnlyOnline { get; set; }

        public bool OnlyGuests { get; set; }

        public string? From { get; set; }

        public bool Everywhere { get; set; }

        public bool IsNarrow => Filter with { Everywhere = false } != PeopleFilter.Everybody;

        public PeopleFilter Filter => new(Department, Location, OnlyOnline, OnlyGuests, From, Everywhere);

        public void Read(NameValueCollection query) =>
            (Query, Department, Location, OnlyOnline, OnlyGuests, From, Everywhere) =
                (query["q"] ?? "", query["department"], query["location"], query["online"] == "1", query["guests"] == "1", query["from"], query["workspace"] == "all");

        public void Widen() => (Department, Location, OnlyOnline, OnlyGuests, From) = (null, null, false, false, null);

        public IEnumerable<(string, string?)> Say() =>
        [
            ("q", Query.Length > 0 ? Query : null), ("department", Department), ("location", Location), ("online", OnlyOnline ? "1" : null),
            ("guests", OnlyGuests ? "1" : null), ("from", From), ("workspace", Everywhere ? "all" : null),
        ];
    }
}
