using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Layout;

/// <summary>The browser's half of the sidebar: it has the rows and draws those near the view.</summary>
public sealed class SidebarModule : IAsyncDisposable
{
    private readonly IJSObjectReference _handle;
    private readonly DotNetObjectReference<SidebarPanel.SidebarCalls> _calls;

    private SidebarModule(IJSObjectReference handle, DotNetObjectReference<SidebarPanel.SidebarCalls> calls) => (_handle, _calls) = (handle, calls);

    /// <summary>Takes the list over.</summary>
    public static async Task<SidebarModule> AttachAsync(IJSRuntime js, ElementReference root, SidebarPanel.SidebarCalls calls, CancellationToken ct)
    {
        var reference = DotNetObjectReference.Create(calls);
        var module = await js.InvokeAsync<IJSObjectReference>("import", ct, "/js/places.js");
        await using (module)
            return new SidebarModule(await module.InvokeAsync<IJSObjectReference>("attach", ct, root, reference), reference);
    }

    /// <summary>Tells what changed.</summary>
    public ValueTask UpdateAsync(PlacePatch patch, CancellationToken ct) => _handle.InvokeVoidAsync("update", ct, patch);

    /// <summary>Tells in which place one is.</summary>
    public ValueTask SelectAsync(string? place, CancellationToken ct) => _handle.InvokeVoidAsync("select", ct, place);

    /// <summary>Tells which sections are folded.</summary>
    public ValueTask FoldAsync(IReadOnlyList<string> sections, CancellationToken ct) => _handle.InvokeVoidAsync("fold", ct, sections);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _handle.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page went first.
        }
        catch (OperationCanceledException)
        {
            // The page is going.
        }

        _calls.Dispose();
    }
}
