using Collab.Web.Components.Workspaces;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Collab.Web.Components.Kit;

/// <summary>
/// Forms in dialogs, by MudBlazor. Its frame costs more than a whole feed, so it comes onto the page with the first
/// dialog and not before.
/// </summary>
public sealed class Dialogs(IDialogService service, AppModule browser)
{
    private TaskCompletionSource? _mounted;

    /// <summary>The frame is wanted.</summary>
    public event Action? Changed;

    /// <summary>True once a dialog was asked for.</summary>
    public bool IsWanted => _mounted is not null;

    /// <summary>Shows a dialog and waits for its answer.</summary>
    public async Task<DialogResult?> ShowAsync<TDialog>(string title, DialogParameters parameters)
        where TDialog : IComponent
    {
        if (_mounted is null)
        {
            _mounted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await browser.LoadMudAsync();
            Changed?.Invoke();
        }

        await _mounted.Task;
        var dialog = await service.ShowAsync<TDialog>(title, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        return await dialog.Result;
    }

    /// <summary>Asks before something is done; true when it shall be.</summary>
    public async Task<bool> AskAsync(string title, string effect, string verb, bool isDangerous = false)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { d => d.Effect, effect }, { d => d.Verb, verb }, { d => d.IsDangerous, isDangerous } };
        return await ShowAsync<ConfirmDialog>(title, parameters) is { Canceled: false };
    }

    /// <summary>The frame is on the page.</summary>
    internal void Mounted() => _mounted?.TrySetResult();
}
