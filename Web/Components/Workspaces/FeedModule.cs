using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Workspaces;

/// <summary>The browser's half of a message list: scroll anchoring, loading at the edges, read marks, toolbar.</summary>
internal sealed class FeedModule : IAsyncDisposable
{
    private readonly IJSObjectReference _handle;
    private readonly DotNetObjectReference<MessageList.FeedCalls> _calls;

    private FeedModule(IJSObjectReference handle, DotNetObjectReference<MessageList.FeedCalls> calls) => (_handle, _calls) = (handle, calls);

    public static async Task<FeedModule> AttachAsync(IJSRuntime js, ElementReference root, MessageList.FeedCalls calls, CancellationToken ct)
    {
        var reference = DotNetObjectReference.Create(calls);
        var module = await js.InvokeAsync<IJSObjectReference>("import", ct, "/js/feed.js");
        await using (module)
            return new FeedModule(await module.InvokeAsync<IJSObjectReference>("attach", ct, root, reference), reference);
    }

    public ValueTask ShowAsync(long seq, CancellationToken ct) => _handle.InvokeVoidAsync("show", ct, seq);

    public ValueTask MarkAsync(MarksPatch patch, CancellationToken ct) => _handle.InvokeVoidAsync("mark", ct, patch);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _handle.InvokeVoidAsync("detach");
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
