using Collab.Domain.Contacts;
using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// One's contacts: favourites, then who is online, then the others, each by name with the exact count. They are the people
/// of one's chats of two, whom the sidebar knows, and one's favourites: nothing is read to show who comes and goes.
/// </summary>
public sealed partial class ContactsPanel : ComponentBase, IDisposable
{
    private const int PageSize = 100;

    private readonly HashSet<UserId> _chosen = [];
    private IReadOnlyList<ContactGroup> _groups = [];
    private ScreenPeople? _shown;
    private string _query = "";
    private int _most = PageSize;
    private bool _hasMore;
    private bool _isLoaded;

    [Inject]
    private Favourites Favourites { get; set; } = default!; // injected before use

    [Inject]
    private SetFavourite SetFavourite { get; set; } = default!; // injected before use

    [Inject]
    private INameFolding Folding { get; set; } = default!; // injected before use

    [Inject]
    private ChatOpener Chats { get; set; } = default!; // injected before use

    [Inject]
    private Sidebar Sidebar { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private RenderGate Gate { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    /// <inheritdoc />
    public void Dispose()
    {
        Favourites.Changed -= OnChanged;
        Sidebar.Changed -= OnChanged;
        _shown?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _shown = Link.ShowPeople(OnChanged);
        Favourites.Changed += OnChanged;
        Sidebar.Changed += OnChanged;
        if ((await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            await Favourites.EnsureAsync(actor, Link.Ended);
        await People.EnsureAsync(Ids(), Link.Ended);
        _isLoaded = true;
        Arrange();
    }

    private IEnumerable<UserId> Ids() =>
        Sidebar.Places.Where(p => p.Head.Kind == StreamKind.Direct).SelectMany(p => p.Head.Participants).Concat(Favourites.People).Where(p => p != Session.Me).Distinct();

    private void OnChanged() => Gate.Request(Refresh);

    private void Refresh()
    {
        Arrange();
        StateHasChanged();
    }

    private void Arrange()
    {
        UserId[] ids = [.. Ids()];
        _shown?.Set(ids);
        var words = Folding.Words(_query);
        var found = ids.Select(People.Find).OfType<Person>().Where(p => p.IsActive && Fits(p, words))
            .OrderBy(p => p.DisplayName, StringComparer.CurrentCultureIgnoreCase).ThenBy(p => p.Id).ToLookup(GroupOf);
        var (groups, left) = (new List<ContactGroup>(), _most);
        foreach (var name in (string[])["favourites", "online", "offline"])
        {
            Person[] all = [.. found[name]];
            if (all.Length > 0)
                groups.Add(new ContactGroup(name, all.Length, [.. all.Take(left)]));
            left = Math.Max(0, left - all.Length);
        }

        (_groups, _hasMore) = (groups, groups.Sum(g => g.Count) > _most);
    }

    private string GroupOf(Person person) =>
        Favourites.Contains(person.Id) ? "favourites" : Link.PresenceOf(person.Id) != PresenceState.Offline ? "online" : "offline";

    private bool Fits(Person person, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return true;
        var own = Folding.Words($"{person.DisplayName} {person.Handle} {person.Title} {person.Department}", 40);
        return words.All(word => own.Any(o => o.StartsWith(word, StringComparison.Ordinal)));
    }

    private void More()
    {
        _most += PageSize;
        Arrange();
    }

    private void Choose(UserId person, bool isChosen)
    {
        if (isChosen)
            _chosen.Add(person);
        else
            _chosen.Remove(person);
    }

    private Task StartAsync() => Chats.OpenAsync([.. _chosen]);

    private async Task StarAsync(UserId person)
    {
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        var isFavourite = !Favourites.Contains(person);
        Favourites.Set(person, isFavourite);
        if ((await Outages.GuardAsync(() => SetFavourite.ExecuteAsync(actor, person, isFavourite, Link.Ended))).TryGet(out _, out var error))
            return;
        Favourites.Set(person, !isFavourite);
        Toasts.Show(error.Say(), isError: true);
    }

    private sealed record ContactGroup(string Name, int Count, IReadOnlyList<Person> Shown);
}
