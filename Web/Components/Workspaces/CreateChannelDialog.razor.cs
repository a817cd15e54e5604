using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Collab.Web.Components.Workspaces;

/// <summary>Asks for a channel's name, purpose and people, makes it, and answers with its head.</summary>
public sealed partial class CreateChannelDialog : ComponentBase
{
    private readonly List<Person> _people = [];
    private string _name = "";
    private string _purpose = "";
    private ChannelVisibility _visibility;
    private bool _managersOnly;
    private bool _busy;
    private string? _error;
    private string? _keptName;
    private string? _nameError;

    [CascadingParameter]
    private IMudDialogInstance? Dialog { get; set; }

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private CreateChannel Create { get; set; } = default!; // injected before use

    [Inject]
    private BrowseChannels Browse { get; set; } = default!; // injected before use

    [Inject]
    private AddMembers Add { get; set; } = default!; // injected before use

    [Inject]
    private GetPlace Place { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    // Says at once what is wrong with the name. A private channel of the same name shows only when the channel is made.
    private async Task NameAsync(string name)
    {
        _name = name;
        _nameError = null;
        if (name.Trim().Length == 0)
            return;
        if (!ChannelName.Parse(name).TryGet(out var parsed, out var error))
            _nameError = error.Say();
        else if (await IsTakenAsync(parsed.Value) && _name == name)
            _nameError = L["ChannelNameTaken", parsed.Value];
    }

    private async Task<bool> IsTakenAsync(string name)
    {
        return await FindAsync(name) is { } listed && !IsOwnUnfinished(listed.Channel, listed.Actor);
    }

    private async Task<(ChannelListing Channel, Actor Actor)?> FindAsync(string name)
    {
        if (Session.Workspace is not { } workspace || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return null;
        var filter = new ChannelFilter(NamePrefix: name);
        var found = await Browse.ExecuteAsync(new BrowseChannelsRequest(actor, workspace.Workspace.Id, filter, Limit: 1), Link.Ended);
        return found.TryGet(out var page, out _) && page.Items.FirstOrDefault(c => c.Channel.Name == name) is { } listed ? (listed, actor) : null;
    }

    // Its database was away when she made it: making it again goes on with it. It may also be there by itself meanwhile.
    private bool IsOwnUnfinished(ChannelListing listed, Actor actor) =>
        listed.Channel.CreatedBy == actor.User && (listed.Members is null || listed.Channel.Name == _keptName);

    private async Task CreateAsync()
    {
        if (_busy || Session.Workspace is not { } workspace || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        _busy = true;
        (_error, _nameError) = (null, null);
        var posting = _managersOnly ? PostingPolicy.Managers : PostingPolicy.Everyone;
        var made = await Create.ExecuteAsync(
            new CreateChannelRequest(actor, workspace.Workspace.Id, _name, _visibility, Purpose: _purpose, Posting: posting), Link.Ended);
        _busy = false;
        if (made.TryGet(out var head, out var error))
            await OpenAsync(actor, head);
        else if (error is Error.Conflict && await FindKeptAsync() is { } kept)
            await OpenAsync(actor, kept);
        else if (error is Error.Invalid { Field: "name" } or Error.Conflict)
            _nameError = error.Say();
        else
            (_error, _keptName) = (error.Say(), error is Error.Unavailable && ChannelName.Parse(_name).TryGet(out var name, out _) ? name.Value : _keptName);
    }

    // What was kept for her was made as soon as its database was back, before she asked again.
    private async Task<StreamView?> FindKeptAsync()
    {
        if (_keptName is null || !ChannelName.Parse(_name).TryGet(out var name, out _) || name.Value != _keptName
            || await FindAsync(_keptName) is not { } listed || !IsOwnUnfinished(listed.Channel, listed.Actor))
            return null;
        return (await Place.ExecuteAsync(listed.Actor, listed.Channel.Channel.Id, Link.Ended)).TryGet(out var found, out _) ? found.Head : null;
    }

    private async Task OpenAsync(Actor actor, StreamView head)
    {
        UserId[] people = _visibility == ChannelVisibility.OrgWide ? [] : [.. _people.Select(p => p.Id)];
        // The channel is there all the same: who is missing can be added in it.
        if (people.Length > 0 && !(await Add.ExecuteAsync(new AddMembersRequest(actor, head.Id, people), Link.Ended)).TryGet(out _, out var refused))
            Toasts.Show(L["PeopleNotAdded", refused.Say()], isError: true);
        if ((await Place.ExecuteAsync(actor, head.Id, Link.Ended)).TryGet(out var found, out _) && found.Place is { } place)
            await Link.AddPlaceAsync(place);
        Dialog?.Close(DialogResult.Ok(head));
    }
}
