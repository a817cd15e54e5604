using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Asks what channel is wanted, and goes to it when it was made.</summary>
public sealed class ChannelMaker(Dialogs dialogs, NavigationManager navigation, Places places, IStringLocalizer<Texts> texts)
{
    /// <summary>Shows the dialog.</summary>
    public async Task AskAsync()
    {
        var answer = await dialogs.ShowAsync<CreateChannelDialog>(texts["CreateChannel"], []);
        if (answer is { Canceled: false, Data: StreamView made })
            navigation.NavigateTo(places.AddressOf(made));
    }
}
