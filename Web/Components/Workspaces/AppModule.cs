using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Workspaces;

/// <summary>The browser's half of the page as a whole: connection, outbox, keys, what this device remembers.</summary>
public sealed class AppModule(
    IJSRuntime js, Outgoing outgoing, Screen screen, Session session, CircuitLink link, OpenPages pages, KeptNews kept, KeptReader reader) : IAsyncDisposable
{
    private IJSObjectReference? _app;
    private IDisposable? _page;
    private DotNetObjectReference<AppCalls>? _calls;

    /// <summary>Another theme is shown.</summary>
    public event Action? ThemeChanged;

    /// <summary>What the browser told at the start; the theme follows.</summary>
    public BrowserFacts Known { get; private set; } = new(null, null, false, "light", false);

    /// <summary>Connects; the outbox begins to empty itself.</summary>
    public async Task<BrowserFacts> StartAsync()
    {
        _calls = DotNetObjectReference.Create(new AppCalls(outgoing, screen, session, link, reader, UseTheme));
        _app = await js.InvokeAsync<IJSObjectReference>("import", "/js/app.js");
        Known = await _app.InvokeAsync<BrowserFacts>("start", _calls);
        session.UseClock(Known.Is12Hour);
        _page = pages.Add(MoveAsync);
        kept.LetGo += OnLetGo;
        return Known;
    }

    /// <summary>Tells who sits before the page: the outbox begins to send what is hers.</summary>
    public ValueTask KnowAsync(UserId me) => _app is null ? ValueTask.CompletedTask : _app.InvokeVoidAsync("known", me.ToString());

    /// <summary>Remembers the place on this device.</summary>
    public ValueTask RememberAsync(string workspace, string path, bool isMine) =>
        _app is null ? ValueTask.CompletedTask : _app.InvokeVoidAsync("remember", workspace, isMine ? path : null);

    /// <summary>The place that was last open in a workspace.</summary>
    public ValueTask<string?> LastPlaceAsync(string workspace) =>
        _app is null ? ValueTask.FromResult<string?>(null) : _app.InvokeAsync<string?>("lastPlace", workspace);

    /// <summary>Puts a text on the clipboard.</summary>
    public ValueTask CopyAsync(string text) => _app is null ? ValueTask.CompletedTask : _app.InvokeVoidAsync("copy", text);

    /// <summary>Loads what MudBlazor needs, once.</summary>
    public ValueTask LoadMudAsync() => _app is null ? ValueTask.CompletedTask : _app.InvokeVoidAsync("loadMud");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _page?.Dispose();
        kept.LetGo -= OnLetGo;
        try
        {
            if (_app is not null)
            {
                await _app.InvokeVoidAsync("stop");
                await _app.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page went first.
        }
        catch (OperationCanceledException)
        {
            // The page is going.
        }

        _app = null;
        _calls?.Dispose();
    }

    // Whatever is not heard of here is asked for when the next page is opened.
    private void OnLetGo(StreamId stream, IReadOnlyList<long>? seqs) => _ = TellAsync("letGo", stream.ToString(), seqs);

    private void UseTheme(string theme)
    {
        Known = Known with { Theme = theme };
        ThemeChanged?.Invoke();
    }

    // The node stops: the page looks for another one. It does not wait for the answer, which comes as a new page.
    private Task MoveAsync() => TellAsync("move");

    private async Task TellAsync(string what, params object?[] about)
    {
        try
        {
            if (_app is not null)
                await _app.InvokeVoidAsync(what, about);
        }
        catch (JSException)
        {
            // A page that cannot do it comes back by itself, or asks again.
        }
        catch (JSDisconnectedException)
        {
            // It has gone already.
        }
        catch (OperationCanceledException)
        {
            // It is going.
        }
    }
}

/// <summary>What the browser tells about itself.</summary>
/// <param name="Zone">The IANA name of its time zone.</param>
/// <param name="LastWorkspace">The workspace that was open last.</param>
/// <param name="IsPhone">The window is narrower than 768 pixels.</param>
/// <param name="Theme">The theme that is shown.</param>
/// <param name="Is12Hour">Times are to be said with a clock of twelve hours.</param>
public sealed record BrowserFacts(string? Zone, string? LastWorkspace, bool IsPhone, string Theme, bool Is12Hour);

/// <summary>What the browser asks of the page as a whole.</summary>
public sealed class AppCalls(Outgoing outgoing, Screen screen, Session session, CircuitLink link, KeptReader reader, Action<string> useTheme)
{
    /// <summary>She is at this device; told at most once a minute.</summary>
    [JSInvokable]
    public void Active() => link.Touch();

    /// <summary>Sends a message of the outbox.</summary>
    [JSInvokable]
    public Task<SendOutcome> Send(string place, string key, string text, bool quiet, string? confirm, IReadOnlyList<SentFile>? files, IReadOnlyList<SentQuote>? quotes) =>
        outgoing.SendAsync(place, key, text, quiet, confirm, files, quotes);

    /// <summary>Says what became of the windows that this device has kept; null when it cannot be said now.</summary>
    [JSInvokable]
    public async Task<IReadOnlyList<KeptAnswer>?> Review(IReadOnlyList<KeptAsked> windows) =>
        (await session.ActAsync(link.Ended)).TryGet(out var actor, out _) ? await reader.ReviewAsync(actor, windows, link.Ended) : null;

    /// <summary>Forgets a failed message.</summary>
    [JSInvokable]
    public void Forget(string key) => outgoing.Forget(key);

    /// <summary>Shows a message that failed before this page was opened.</summary>
    [JSInvokable]
    public void Failed(string place, string key, string text, string reason, IReadOnlyList<SentFile>? files) => outgoing.MarkFailed(place, key, text, reason, files);

    /// <summary>A key opened a dialog.</summary>
    [JSInvokable]
    public void Show(string overlay) => screen.Show(Enum.TryParse<Overlay>(overlay, ignoreCase: true, out var wanted) ? wanted : Overlay.None);

    /// <summary>Times are to be said with a clock of twelve hours, or of twenty-four.</summary>
    [JSInvokable]
    public void UseClock(bool is12Hour) => session.UseClock(is12Hour);

    /// <summary>The page is drawn in another theme.</summary>
    [JSInvokable]
    public void UseTheme(string theme) => useTheme(theme);
}
