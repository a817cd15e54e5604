using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Workspaces;

/// <summary>Goes to the chat of some people, making it when there is none.</summary>
public sealed class ChatOpener(Session session, CircuitLink link, Places places, OpenChat open, ChatOpenerSurroundings around)
{
    /// <summary>Opens the chat of exactly these people and oneself.</summary>
    public async Task OpenAsync(IReadOnlyCollection<UserId> with)
    {
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error))
            return;
        if (!(await open.ExecuteAsync(new OpenChatRequest(actor, with), link.Ended)).TryGet(out var place, out error))
        {
            around.Toasts.Show(error.Say(), isError: true);
            return;
        }

        await link.AddPlaceAsync(place);
        around.Navigation.NavigateTo(places.AddressOf(place.Head));
    }
}

/// <summary>Where the opener shows what it did.</summary>
/// <param name="Navigation">Goes to the chat.</param>
/// <param name="Toasts">Says why not.</param>
public sealed record ChatOpenerSurroundings(NavigationManager Navigation, Toasts Toasts);
