using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Collab.Web.Components.Workspaces;

/// <summary>Asks before a message calls many people, and knows beforehand where it may not.</summary>
public sealed class CallAsking(Session session, CircuitLink link, Dialogs dialogs, CallUseCases use, IStringLocalizer<Texts> texts)
{
    private const int MostGroups = 100;

    private WorkspaceId? _workspace;
    private string _largeGroups = "";

    /// <summary>Asks when a text calls many: <see cref="CallDialog.Send"/>, <see cref="CallDialog.Quiet"/> or <see cref="CallDialog.Back"/>.</summary>
    public async Task<string> AskAsync(StreamId place, string text, bool asksConfirmation)
    {
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return CallDialog.Send;
        // What cannot be said now is decided when it is sent.
        var read = await Outages.GuardAsync(() => use.Preview.ExecuteAsync(actor, place, text, asksConfirmation, link.Ended));
        if (!read.TryGet(out var preview, out _) || (!preview.Asks && preview.Refusal is null))
            return CallDialog.Send;
        var answer = await dialogs.ShowAsync<CallDialog>(TitleOf(preview), new DialogParameters<CallDialog> { { d => d.Preview, preview } });
        return answer is { Canceled: false, Data: string said } ? said : CallDialog.Back;
    }

    /// <summary>Why the person may not call everybody in a place; empty when she may.</summary>
    public async Task<string> RefusalAsync(PlaceAccess? place)
    {
        if (place is not { Head: { Kind: StreamKind.Channel, MemberCount: > BroadcastRules.LargePlace } } || !(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return "";
        var read = await Outages.GuardAsync(() => use.Preview.ExecuteAsync(actor, place.Head.Id, "@channel", false, link.Ended));
        return read.TryGet(out var preview, out _) && preview.Refusal is { } refusal ? refusal.Say() : "";
    }

    /// <summary>The handles of groups of so many people that the page asks first, with spaces between.</summary>
    public async Task<string> LargeGroupsAsync()
    {
        if (session.Workspace is not { Workspace.Id: var workspace } || _workspace == workspace || !(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return _largeGroups;
        _workspace = workspace;
        var read = await Outages.GuardAsync(() => use.Groups.ExecuteAsync(new ListGroupsRequest(actor, workspace, Limit: MostGroups), link.Ended));
        _largeGroups = read.TryGet(out var page, out _) ? string.Join(' ', page.Items.Where(g => g.MemberCount > BroadcastRules.AsksAbove).Select(g => g.Handle)) : "";
        return _largeGroups;
    }

    private string TitleOf(CallPreview preview)
    {
        var people = preview.People.ToString("N0", CultureInfo.CurrentCulture);
        return preview.Refusal is not null ? texts["CallRefused", people]
            : preview.Zones > 1 ? texts["CallManyZones", people, preview.Zones]
            : texts["CallMany", people];
    }
}

/// <summary>The use cases behind the question.</summary>
/// <param name="Preview">Says whom a text would call.</param>
/// <param name="Groups">Lists groups.</param>
public sealed record CallUseCases(PreviewCall Preview, ListGroups Groups);
