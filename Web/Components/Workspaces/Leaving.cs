using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Collab.Web.Components.Workspaces;

/// <summary>Leaves a place: says what that means, has another manager named when it needs one, and can take it back.</summary>
public sealed class Leaving(Session session, CircuitLink link, Places places, LeavingUseCases use, LeavingSurroundings around)
{
    /// <summary>True where one may leave: not a chat of two, nor where everybody is.</summary>
    public static bool IsPossible(PlaceAccess? access) =>
        access is { Place: not null, Head.Kind: not StreamKind.Direct, Head.Visibility: not ChannelVisibility.OrgWide };

    /// <summary>Asks and leaves; one who has it before her goes to the workspace's home.</summary>
    public async Task LeaveAsync(PlaceView place, bool isShown)
    {
        var (head, texts) = (place.Head, around.Texts);
        var (title, isOpen) = (places.TitleOf(head), head is { Kind: StreamKind.Channel, Visibility: ChannelVisibility.Public });
        var effect = isOpen ? texts["LeaveEffect", title] : texts["LeaveEffectPrivate", title];
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error))
            return;
        if (await IsLastManagerAsync(actor, place))
        {
            if (!await NameManagerAsync(head, title, effect))
                return;
        }
        else if (!await around.Dialogs.AskAsync(texts["LeaveTitle", title], effect, texts["LeavePlace"]))
        {
            return;
        }

        if (!(await session.ActAsync(link.Ended)).TryGet(out actor, out error)
            || !(await use.Leave.ExecuteAsync(actor, head.Id, link.Ended)).TryGet(out _, out error))
        {
            around.Toasts.Show(error.Say(), isError: true);
            return;
        }

        around.Sidebar.Remove(head.Id);
        around.Toasts.Show(texts["Left", title], undo: isOpen ? () => JoinAgainAsync(head, isShown) : null);
        if (isShown)
            around.Navigation.NavigateTo(places.Root);
    }

    private async Task<bool> IsLastManagerAsync(Actor actor, PlaceView place)
    {
        if (place is not { Head: { Kind: StreamKind.Channel, MemberCount: > 1 }, Role: SeatRole.Manager })
            return false;
        var managers = await use.Members.ExecuteAsync(new ListMembersRequest(actor, place.Id, Filter: MemberFilter.Managers, Limit: 2), link.Ended);
        return managers.TryGet(out var page, out _) && page.Items.All(m => m.User == actor.User);
    }

    private async Task<bool> NameManagerAsync(StreamView head, string title, string effect)
    {
        var parameters = new DialogParameters<NameManagerDialog> { { d => d.Stream, head.Id }, { d => d.Effect, effect } };
        var answer = await around.Dialogs.ShowAsync<NameManagerDialog>(around.Texts["NameManagerTitle", title], parameters);
        if (answer is not { Canceled: false, Data: UserId next } || !(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return false;
        if ((await use.SetRole.ExecuteAsync(actor, head.Id, next, SeatRole.Manager, link.Ended)).TryGet(out _, out var error))
            return true;
        around.Toasts.Show(error.Say(), isError: true);
        return false;
    }

    private async Task JoinAgainAsync(StreamView head, bool wasShown)
    {
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return;
        if (!(await use.Join.ExecuteAsync(actor, head.Id, link.Ended)).TryGet(out var place, out var error))
        {
            around.Toasts.Show(error.Say(), isError: true);
            return;
        }

        await link.AddPlaceAsync(place);
        if (wasShown)
            around.Navigation.NavigateTo(places.AddressOf(head));
    }
}

/// <summary>The use cases behind leaving.</summary>
/// <param name="Leave">Leaves.</param>
/// <param name="Join">Comes back.</param>
/// <param name="Members">Says who manages.</param>
/// <param name="SetRole">Makes a manager.</param>
public sealed record LeavingUseCases(LeaveChannel Leave, JoinChannel Join, ListMembers Members, SetChannelRole SetRole);

/// <summary>What leaving changes on the page.</summary>
/// <param name="Sidebar">Loses the place.</param>
/// <param name="Navigation">Goes home.</param>
/// <param name="Dialogs">Asks.</param>
/// <param name="Toasts">Offers to take it back.</param>
/// <param name="Texts">What is said.</param>
public sealed record LeavingSurroundings(Sidebar Sidebar, NavigationManager Navigation, Dialogs Dialogs, Toasts Toasts, IStringLocalizer<Texts> Texts);
