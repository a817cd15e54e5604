using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>The channel directory. What is looked for stands in the address, so that it survives a reload and can be sent.</summary>
public sealed partial class BrowseView : ComponentBase
{
    private readonly List<ChannelListing> _channels = [];
    private readonly QueryState _state = new();
    private string _query = "";
    private ChannelShow _show;
    private bool _loaded;
    private string? _next;
    private string? _failure;

    /// <summary>The query of the address: what it says is shown.</summary>
    [Parameter]
    public string Query { get; set; } = "";

    [Inject]
    private BrowseChannels Browse { get; set; } = default!; // injected before use

    [Inject]
    private JoinChannel Join { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    [Inject]
    private ChannelMaker Channels { get; set; } = default!; // injected before use

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (!_state.IsNew(Navigation.Uri, out var query))
            return;
        _query = query["q"] ?? "";
        _show = Enum.TryParse<ChannelShow>(query["show"], ignoreCase: true, out var show) && Enum.IsDefined(show) ? show : ChannelShow.Open;
        await FindAsync();
    }

    private static string About(ChannelListing listing) => listing.Channel.Topic.Length > 0 ? listing.Channel.Topic : listing.Channel.Purpose;

    private Task ChangedAsync()
    {
        var show = _show == ChannelShow.Open ? null : _show.ToString().ToLowerInvariant();
        Navigation.NavigateTo(_state.Say(Navigation, ("q", _query.Length > 0 ? _query : null), ("show", show)), replace: true);
        return FindAsync();
    }

    private Task ClearAsync()
    {
        (_query, _show) = ("", ChannelShow.Open);
        return ChangedAsync();
    }

    private async Task FindAsync()
    {
        var asked = (_query, _show);
        var page = await PageAsync(null);
        if (asked != (_query, _show))
            return;
        if (page is not null)
            _channels.Clear();
        Take(page);
    }

    private async Task MoreAsync() => Take(await PageAsync(_next));

    private void Take(Page<ChannelListing>? page)
    {
        if (page is null)
            return;
        _channels.AddRange(page.Items);
        _next = page.Next?.ToString();
        _loaded = true;
    }

    private async Task<Page<ChannelListing>?> PageAsync(string? cursor)
    {
        if (Session.Workspace is not { } workspace || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return null;
        var filter = new ChannelFilter(NamePart: _query.Trim().TrimStart('#').ToLowerInvariant(), Show: _show);
        var found = await Browse.ExecuteAsync(new BrowseChannelsRequest(actor, workspace.Workspace.Id, filter, cursor), Link.Ended);
        var isFound = found.TryGet(out var page, out var error);
        _failure = isFound ? null : error!.Say(); // set when the other is not
        return page;
    }

    private async Task JoinAsync(ChannelListing listing)
    {
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        if ((await Join.ExecuteAsync(actor, listing.Channel.Id, Link.Ended)).TryGet(out var place, out var error))
        {
            await Link.AddPlaceAsync(place);
            _channels[_channels.IndexOf(listing)] = listing with { IsJoined = true, Members = place.Head.MemberCount };
        }
        else
        {
            Toasts.Show(error.Say(), isError: true);
        }
    }
}
