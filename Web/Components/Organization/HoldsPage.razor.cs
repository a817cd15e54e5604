using System.Globalization;
using Collab.Domain.Holds;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Workspaces;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>Legal holds: placing one, how much each keeps, and releasing it, by a second person where the policy asks for one.</summary>
public sealed partial class HoldsPage
{
    private static readonly char[] Between = [' ', ',', ';', '\n', '\r', '\t'];

    private HoldList? _list;
    private string? _said;
    private string _name = "";
    private string _reason = "";
    private bool _everything;
    private string _people = "";
    private string _channels = "";
    private DateOnly? _from;
    private DateOnly? _until;
    private HoldId? _ending;
    private string _end = "";

    [Inject]
    private ListHolds List { get; set; } = default!; // injected before use

    [Inject]
    private PlaceHold Place { get; set; } = default!; // injected before use

    [Inject]
    private ReleaseHold Release { get; set; } = default!; // injected before use

    [Inject]
    private KeepHold Keep { get; set; } = default!; // injected before use

    /// <inheritdoc />
    protected override async Task LoadAsync()
    {
        var (items, figures, people) = (new List<Hold>(), new Dictionary<HoldId, HeldFigures>(), new Dictionary<UserId, Person>());
        Cursor? next = null;
        do
        {
            var after = next?.ToString();
            if (await ActAsync(actor => List.ExecuteAsync(actor, after, Portion, Ended)) is not { } page)
                return;
            items.AddRange(page.Items);
            foreach (var (id, kept) in page.Figures)
                figures[id] = kept;
            foreach (var person in page.People.Values)
                people[person.Id] = person;
            next = page.Next;
        }
        while (next is not null && items.Count < Wanted);
        _list = new HoldList(items, figures, people, next);
    }

    private async Task PlaceAsync()
    {
        _said = null;
        var placed = await BusyAsync(actor => Place.ExecuteAsync(
            new PlaceHoldRequest(actor, _name, _reason)
            {
                Everything = _everything,
                People = _everything ? null : Names(_people),
                Channels = _everything ? null : Names(_channels),
                From = _from is { } from ? Clock.StartOf(from) : null,
                Until = _until is { } until ? Clock.StartOf(until.AddDays(1)) : null,
            },
            Ended));
        if (placed is null)
            return;
        (_name, _reason, _people, _channels, _from, _until, _everything) = ("", "", "", "", null, null, false);
        _said = L["HoldPlaced", placed.Name];
        await LoadAsync();
    }

    private void Begin(Hold hold) => (_ending, _end, _said) = (hold.Id, "", null);

    private async Task ReleaseAsync(Hold hold)
    {
        _said = null;
        if (await BusyAsync(actor => Release.ExecuteAsync(actor, hold.Id, _end, Ended)) is { } released)
            (_ending, _said) = (null, released.IsInForce ? L["HoldAsked", hold.Name] : L["HoldReleased", hold.Name]);
        await LoadAgainAsync();
    }

    private async Task KeepAsync(Hold hold)
    {
        _said = null;
        if (await BusyAsync(actor => Keep.ExecuteAsync(actor, hold.Id, Ended)) is not null)
            _said = L["HoldKept", hold.Name];
        await LoadAgainAsync();
    }

    private static string[] Names(string typed) => typed.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    private static string StateOf(Hold hold) => !hold.IsInForce ? "released" : hold.Release is null ? "inForce" : "asked";

    private string Kept(HeldFigures kept) => kept switch
    {
        { Messages: 0 } => L["HoldKeepsNothing"],
        { Bytes: 0 } => L.Count("HoldKeeps", kept.Messages),
        _ => $"{L.Count("HoldKeeps", kept.Messages)} · {FileBox.SizeOf(kept.Bytes)}",
    };

    private string Covers(HoldScope scope)
    {
        var parts = new List<string>();
        if (scope.Everything)
            parts.Add(L["HoldCoversAll"]);
        if (scope.People.Count > 0)
            parts.Add(string.Join(", ", scope.People.Select(NameOf)));
        if (scope.Channels.Count > 0)
            parts.Add(L.Count("HoldChannelsOf", scope.Channels.Count));
        if (scope.From is { } from)
            parts.Add(L["HoldFromDay", Clock.Full(from)]);
        if (scope.Until is { } until)
            parts.Add(L["HoldUntilDay", Clock.Full(until)]);
        return string.Join(" · ", parts);
    }

    private string NameOf(UserId user) => _list?.People.GetValueOrDefault(user)?.DisplayName ?? user.Value.ToString(CultureInfo.InvariantCulture);
}
