using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Workspaces;

/// <summary>The browser's half of a composer.</summary>
internal sealed class ComposerModule : IAsyncDisposable
{
    private readonly IJSObjectReference _handle;
    private readonly DotNetObjectReference<ComposerCalls> _calls;

    private ComposerModule(IJSObjectReference handle, DotNetObjectReference<ComposerCalls> calls) => (_handle, _calls) = (handle, calls);

    public static async Task<ComposerModule> AttachAsync(IJSRuntime js, ElementReference root, ComposerCalls calls, CancellationToken ct)
    {
        var reference = DotNetObjectReference.Create(calls);
        var module = await js.InvokeAsync<IJSObjectReference>("import", ct, "/js/composer.js");
        await using (module)
            return new ComposerModule(await module.InvokeAsync<IJSObjectReference>("attach", ct, root, reference), reference);
    }

    /// <summary>What the message quotes may have changed.</summary>
    public async Task RefreshQuotesAsync()
    {
        try
        {
            await _handle.InvokeVoidAsync("refreshQuotes");
        }
        catch (JSDisconnectedException)
        {
            // The page has gone.
        }
        catch (OperationCanceledException)
        {
            // The page is going.
        }
    }

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

/// <summary>What the browser asks of a composer.</summary>
public sealed class ComposerCalls(
    Func<Task> type, Func<string, string, Task<IReadOnlyList<Suggestion>>> suggest, Func<string, bool, Task<string>> ask, Func<string, Task<CommandAnswer>> run,
    Func<IReadOnlyList<SentQuote>, Task<IReadOnlyList<QuoteCard>?>> quote)
{
    /// <summary>The person is typing.</summary>
    [JSInvokable]
    public Task Typing() => type();

    /// <summary>Completions of a word after <c>@</c>, <c>#</c> or <c>/</c>.</summary>
    [JSInvokable]
    public Task<IReadOnlyList<Suggestion>> Suggest(string sign, string word) => suggest(sign, word);

    /// <summary>The text calls many people: whether to send it, to send it without notifying, or to go back.</summary>
    [JSInvokable]
    public Task<string> Ask(string text, bool asksConfirmation) => ask(text, asksConfirmation);

    /// <summary>What the message that is being written quotes, as it stands now; null when that cannot be read.</summary>
    [JSInvokable]
    public Task<IReadOnlyList<QuoteCard>?> Quotes(IReadOnlyList<SentQuote> quotes) => quote(quotes);

    /// <summary>Carries out a command, and says what became of it.</summary>
    [JSInvokable]
    public Task<CommandAnswer> Command(string text) => run(text);
}
