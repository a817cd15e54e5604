using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Collab.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Bench.Circuits;

/// <summary>One open page: speaks to its circuit as a browser does, and looks at what is drawn.</summary>
internal sealed class PageClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly PageScript _script = new();
    private readonly ConcurrentDictionary<int, byte> _rows = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string?>> _calls = new();
    private readonly TaskCompletionSource<string> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _sawEmpty;
    private long _bytes;
    private int _call;

    private PageClient(HubConnection connection)
    {
        _connection = connection;
        connection.On<long, byte[]>("JS.RenderBatch", DrawAsync);
        connection.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", (call, identifier, arguments, resultType, target, _) =>
            connection.SendAsync("EndInvokeJSFromDotNet", call, true, _script.Answer(call, identifier, arguments, resultType, target)));
        connection.On<string, bool, string?>("JS.EndInvokeDotNet", (call, succeeded, answer) =>
        {
            if (_calls.TryRemove(call, out var waiting))
                _ = succeeded ? waiting.TrySetResult(answer) : waiting.TrySetException(new InvalidOperationException(answer));
        });
        connection.On<string>("JS.Error", error => _failure.TrySetResult(error));
        connection.Closed += error =>
        {
            _failure.TrySetResult(error?.Message ?? "closed");
            return Task.CompletedTask;
        };
    }

    /// <summary>The numbers of the messages that were drawn.</summary>
    public ICollection<int> Rows => _rows.Keys;

    /// <summary>Bytes of all that was drawn.</summary>
    public long DrawnBytes => Interlocked.Read(ref _bytes);

    /// <summary>Opens a page and waits until its feed is attached.</summary>
    public static async Task<PageClient> OpenAsync(Page page, CookieContainer cookies, CancellationToken ct)
    {
        var origin = new Uri(page.Address.GetLeftPart(UriPartial.Authority) + "/");
        var client = await ConnectAsync(origin, cookies, ct);
        if (await client._connection.InvokeAsync<string?>("StartCircuit", origin.ToString(), page.Address.ToString(), "[]", page.State, ct) is null)
            throw new InvalidOperationException("The server refused a circuit.");
        await client._connection.SendAsync("UpdateRootComponents", page.RootComponents, page.State, ct);
        await client.OrFailureAsync(client._script.Feed, ct);
        return client;
    }

    /// <summary>Connects and asks for nothing: what a socket of the framework costs by itself.</summary>
    public static async Task<PageClient> ConnectAsync(Uri origin, CookieContainer cookies, CancellationToken ct)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(origin, "_blazor"), HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.Cookies = cookies;
        });
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol, BlazorPackProtocol>();
        var client = new PageClient(builder.Build());
        await client._connection.StartAsync(ct);
        return client;
    }

    /// <summary>Waits for the first rows, then scrolls up until this many were drawn.</summary>
    public async Task FillAsync(int rows, CancellationToken ct)
    {
        await SeesAsync(() => !_rows.IsEmpty, "the first rows", ct);
        var feed = await _script.Feed;
        while (_rows.Count < rows)
        {
            var before = _rows.Count;
            await InvokeAsync(feed, "LoadOlder", ct);
            await SeesAsync(() => _rows.Count > before, "older rows", ct);
        }
    }

    /// <summary>Waits until the place without messages is drawn.</summary>
    public Task SeesEmptyPlaceAsync(CancellationToken ct) => SeesAsync(() => _sawEmpty, "the empty place", ct);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task DrawAsync(long batch, byte[] drawn)
    {
        Interlocked.Add(ref _bytes, drawn.Length);
        foreach (var row in PageTexts.RowsIn(drawn))
            _rows.TryAdd(row, 0);
        if (PageTexts.IsEmptyPlace(drawn))
            _sawEmpty = true;
        await _connection.SendAsync("OnRenderCompleted", batch, (string?)null);
    }

    private async Task InvokeAsync(long target, string method, CancellationToken ct)
    {
        var call = Interlocked.Increment(ref _call).ToString(CultureInfo.InvariantCulture);
        var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[call] = done;
        await _connection.SendAsync("BeginInvokeDotNetFromJS", call, (string?)null, method, target, "[]", ct);
        await OrFailureAsync(done.Task, ct);
    }

    private Task SeesAsync(Func<bool> condition, string what, CancellationToken ct) =>
        OrFailureAsync(Eventually.TrueAsync(condition, $"A page shows {what}", TimeSpan.FromSeconds(20)), ct);

    private async Task OrFailureAsync(Task work, CancellationToken ct)
    {
        if (await Task.WhenAny(work, _failure.Task).WaitAsync(TimeSpan.FromSeconds(30), ct) == _failure.Task)
            throw new InvalidOperationException($"A circuit failed: {await _failure.Task}");
        await work;
    }
}
