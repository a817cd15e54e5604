using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Roaming;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>What a person sees, for auditors: who has looked, when and why; who waits for a second person; and the view itself, to read only.</summary>
public sealed partial class RoamingPage
{
    private static readonly int[] Choices = [1, 4, 8, 24, AuditSearch.MaxHours];

    private readonly Dictionary<UserId, Person> _people = [];
    private RoamingList? _list;
    private RoamingView? _open;
    private RoamedPlaces? _places;
    private StreamView? _place;
    private RoamedPage? _page;
    private string _handle = "";
    private string _reason = "";
    private string _matter = "";
    private int _hours = 1;
    private int _turn;

    [Inject]
    private ListRoaming List { get; set; } = default!; // injected before use

    [Inject]
    private RequestRoaming Request { get; set; } = default!; // injected before use

    [Inject]
    private DecideRoaming Decide { get; set; } = default!; // injected before use

    [Inject]
    private EndRoaming End { get; set; } = default!; // injected before use

    [Inject]
    private ListRoamedPlaces Places { get; set; } = default!; // injected before use

    [Inject]
    private ReadRoamedPlace Read { get; set; } = default!; // injected before use

    /// <inheritdoc />
    protected override DateTimeOffset? OpenUntil => _open?.EndsAt;

    /// <inheritdoc />
    protected override async Task LoadAsync()
    {
        var (items, people) = (new List<RoamingView>(), new Dictionary<UserId, Person>());
        Cursor? next = null;
        do
        {
            var after = next?.ToString();
            if (await ActAsync(actor => List.ExecuteAsync(actor, after, Portion, Ended)) is not { } page)
                return;
            items.AddRange(page.Items);
            foreach (var person in page.People.Values)
                people[person.Id] = person;
            next = page.Next;
        }
        while (next is not null && items.Count < Wanted);
        _list = new RoamingList(items, people, next);
    }

    /// <inheritdoc />
    protected override async Task RenewAsync()
    {
        await base.RenewAsync();
        if (_open is { } open && _list?.Items.FirstOrDefault(v => v.Id == open.Id) is { } now)
            _open = now;
        if (_open is { } still && still.StateAt(Session.Time.GetUtcNow()) != RoamingState.Open)
            Leave();
    }

    private async Task RequestAsync()
    {
        if (await BusyAsync(actor => Request.ExecuteAsync(new RoamingRequest(actor, _handle, _reason, _matter, _hours), Ended)) is not { } made)
            return;
        (_handle, _reason, _matter) = ("", "", "");
        await LoadAsync();
        if (made.StateAt(Session.Time.GetUtcNow()) == RoamingState.Open)
            await EnterAsync(made);
    }

    private async Task EnterAsync(RoamingView view)
    {
        Leave();
        _open = view;
        if (await BusyAsync(actor => Places.ExecuteAsync(actor, view.Id, Ended)) is not { } places || _open?.Id != view.Id)
            return;
        Remember(places.People.Values);
        _places = places;
    }

    /// <inheritdoc />
    protected override void Refuse(Error failure)
    {
        if (failure is Error.Conflict { Code: "roaming.not_open" })
            Leave();
    }

    /// <inheritdoc />
    protected override bool Forget(MessageView message)
    {
        if (_page is not { } shown || shown.Head.Id != message.Stream || shown.Page.Items.All(m => m.Seq != message.Seq))
            return false;
        var items = shown.Page.Items.Where(m => m.Seq != message.Seq || message.State == MessageState.Recalled).Select(m => m.Seq == message.Seq ? message : m);
        _page = shown with { Page = shown.Page with { Items = [.. items] } };
        return true;
    }

    /// <inheritdoc />
    protected override void Hide()
    {
        _page = null;
        Heed([]);
    }

    private void Leave()
    {
        Hide();
        (_open, _places, _place) = (null, null, null);
        _people.Clear();
    }

    private Task ShowAsync(StreamView place)
    {
        _place = place;
        return ReadAsync(place.Id, MessageRange.Newest(Portion));
    }

    private Task JumpAsync(ChangeEventArgs chosen) =>
        _page is { } page && DateOnly.TryParseExact(chosen.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? ReadAsync(page.Head.Id, MessageRange.Newest(Portion), Clock.StartOf(day))
            : Task.CompletedTask;

    private async Task ReadAsync(StreamId stream, MessageRange range, DateTimeOffset? since = null)
    {
        if (_open is not { } open)
            return;
        var turn = ++_turn;
        var read = await BusyAsync(actor => Read.ExecuteAsync(new ReadRoamedRequest(actor, open.Id, stream, range) { Since = since }, Ended));
        // It may have been left while it was read, or something else was chosen.
        if (read is null || _open?.Id != open.Id || turn != _turn)
            return;
        Remember(read.People.Values);
        _page = read;
        Heed([(read.Head.Id, read.Head.Parent)]);
    }

    private async Task DecideAsync(RoamingView view, bool opens)
    {
        await BusyAsync(actor => Decide.ExecuteAsync(actor, view.Id, opens, Ended));
        await LoadAgainAsync();
    }

    private async Task EndAsync(RoamingView view)
    {
        if (await BusyAsync(EndNowAsync) is null)
            return;
        if (_open?.Id == view.Id)
            Leave();
        await LoadAsync();

        async Task<Result<RoamingView>> EndNowAsync(Actor actor) =>
            (await End.ExecuteAsync(actor, view.Id, Ended)).TryGet(out _, out var error) ? view : error;
    }

    private void Remember(IEnumerable<Person> people)
    {
        foreach (var person in people)
            _people[person.Id] = person;
    }

    private string NameOf(UserId user) => _people.GetValueOrDefault(user)?.DisplayName ?? Listed(user);

    private string Listed(UserId user) => _list?.People.GetValueOrDefault(user)?.DisplayName ?? "";

    private static string Because(RoamingView view) => view.Matter.Length > 0 ? $"{view.Reason} ({view.Matter})" : view.Reason;

    private string TitleOf(StreamView head) =>
        head.Kind == StreamKind.Thread ? L["Thread"]
        : head.Kind == StreamKind.Channel ? $"#{head.Name}"
        : head.Name.Length > 0 ? head.Name
        : string.Join(", ", head.Participants.Where(p => p != _open?.Person).Select(NameOf).DefaultIfEmpty(NameOf(_open?.Person ?? default)));

    private string NoteOf(MessageView message) => L["RoamingNote", NameOf(message.Author), Clock.Full(message.PostedAt)];

    private string Say(RoamingView view, RoamingState state) =>
        state switch
        {
            RoamingState.Open => L["AuditEndsAt", Clock.Until(view.EndsAt ?? default)],
            RoamingState.Ended => L["AuditEnded", Clock.InList(view.EndsAt ?? default)],
            RoamingState.Refused => L["RoamingRefused", Listed(view.DecidedBy ?? default)],
            RoamingState.Lapsed => L["RoamingLapsed"],
            _ => L["RoamingWaits"],
        };
}
