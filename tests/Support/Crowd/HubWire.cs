using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Collab.Support.Crowd;

/// <summary>
/// One live connection, spoken by hand over a bare WebSocket (SignalR's JSON protocol), because a generator holds
/// thousands and shares its processors with what it measures.
/// </summary>
public sealed class HubWire : IAsyncDisposable
{
    private const byte RecordEnd = 0x1e;
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(10);
    private static readonly byte[] Ping = "{\"type\":6}\u001e"u8.ToArray();
    private static readonly byte[] Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray();

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly Action<ReadOnlyMemory<byte>> _onRecord;
    private long _sentAt = Stopwatch.GetTimestamp();
    private int _callsMade;

    private HubWire(Action<ReadOnlyMemory<byte>> onRecord) => _onRecord = onRecord;

    /// <summary>Ends when the connection does, however that happens.</summary>
    public Task Closed { get; private set; } = Task.CompletedTask;

    /// <param name="onRecord">Gets every invocation by the server as it came, without its end mark; one after another.</param>
    public static async Task<HubWire> ConnectAsync(Uri node, string token, Action<ReadOnlyMemory<byte>> onRecord, CancellationToken ct)
    {
        var wire = new HubWire(onRecord);
        try
        {
            wire._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            wire._socket.Options.CollectHttpResponseDetails = true;
            var address = new UriBuilder(new Uri(node, "hubs/events")) { Scheme = "ws" }.Uri;
            await wire._socket.ConnectAsync(address, ct);
            await wire.SendAsync(Handshake, ct);
            wire.Closed = wire.ReceiveAsync();
            return wire;
        }
        catch (WebSocketException) when (wire._socket.HttpStatusCode == HttpStatusCode.ServiceUnavailable)
        {
            var wait = wire._socket.HttpResponseHeaders?.GetValueOrDefault("Retry-After")?.FirstOrDefault();
            wire._socket.Dispose();
            throw new HubBusyException(TimeSpan.FromSeconds(int.Parse(wait ?? "1", CultureInfo.InvariantCulture)));
        }
        catch
        {
            wire._socket.Dispose();
            throw;
        }
    }

    /// <summary>Calls a method of the hub and returns its result; throws when the hub does, or the connection ends first.</summary>
    public async Task<JsonElement> CallAsync(string method, CancellationToken ct, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref _callsMade).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        try
        {
            var call = JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = id, target = method, arguments });
            await SendAsync((byte[])[.. call, RecordEnd], ct);
            if (Closed.IsCompleted)
                throw new WebSocketException("The connection has ended.");
            return await answer.Task.WaitAsync(ct);
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    /// <summary>Breaks the connection as a lost network does: no goodbye.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await Closed;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            _sentAt = Stopwatch.GetTimestamp();
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[4096];
        var filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var got = await _socket.ReceiveAsync(buffer.AsMemory(filled), CancellationToken.None); // ends with the socket
                if (got.MessageType == WebSocketMessageType.Close)
                    break;
                filled = Take(buffer, filled + got.Count);
                if (Stopwatch.GetElapsedTime(_sentAt) > PingAfter)
                    await SendAsync(Ping, CancellationToken.None); // ends with the socket
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The connection is lost; whoever waits for an answer is told below.
        }
        finally
        {
            foreach (var call in _calls.Values)
                call.TrySetException(new WebSocketException("The connection ended before the answer came."));
        }
    }

    // Hands over whole records and moves the rest to the front.
    private int Take(byte[] buffer, int filled)
    {
        var start = 0;
        while (buffer.AsSpan(start, filled - start).IndexOf(RecordEnd) is var length and >= 0)
        {
            Take(buffer.AsMemory(start, length));
            start += length + 1;
        }

        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        return filled - start;
    }

    private void Take(ReadOnlyMemory<byte> record)
    {
        if (record.Span.StartsWith("{\"type\":1"u8))
            _onRecord(record);
        else if (record.Span.StartsWith("{\"type\":3"u8))
            Complete(record);
        else if (record.Span.StartsWith("{\"type\":7"u8))
            _socket.Abort();
    }

    private void Complete(ReadOnlyMemory<byte> record)
    {
        using var parsed = JsonDocument.Parse(record);
        var root = parsed.RootElement;
        if (!_calls.TryRemove(root.GetProperty("invocationId").GetString() ?? "", out var answer))
            return;
        if (root.TryGetProperty("error", out var error))
            answer.TrySetException(new HubCallException(error.GetString() ?? "error"));
        else
            answer.TrySetResult(root.TryGetProperty("result", out var result) ? result.Clone() : default);
    }
}

/// <summary>The hub failed at a call.</summary>
public sealed class HubCallException(string message) : Exception(message);

/// <summary>The node lets in no more for now.</summary>
public sealed class HubBusyException(TimeSpan wait) : Exception($"Come again in {wait.TotalSeconds} s.")
{
    /// <summary>When to come again.</summary>
    public TimeSpan Wait => wait;
}
