using System.Net;
using System.Net.Sockets;

namespace Collab.Support.Servers;

/// <summary>
/// A wire between a program or a browser and a server that can be made slow, held in one direction or both, broken, and cut
/// until it is mended.
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly Func<Task<DnsEndPoint>> _choose;
    private readonly IPAddress _at;
    private readonly Lock _gate = new();
    private readonly List<Socket> _ends = [];
    private TcpListener? _listener;
    private volatile TaskCompletionSource _toServer = Open();
    private volatile TaskCompletionSource _toClient = Open();
    private long _latency;

    /// <param name="target">A server's port on loopback.</param>
    /// <param name="at">Where the wire begins; on loopback when nothing is said.</param>
    public Wire(int target, IPAddress? at = null)
        : this(() => Task.FromResult(new DnsEndPoint("127.0.0.1", target)), at)
    {
    }

    private Wire(Func<Task<DnsEndPoint>> choose, IPAddress? at = null)
    {
        (_choose, _at) = (choose, at ?? IPAddress.Loopback);
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    /// <summary>Where the program connects instead.</summary>
    public int Port { get; }

    /// <summary>Where a browser goes instead: by name, because passkeys want one.</summary>
    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>How long each answer of the server takes in addition.</summary>
    public TimeSpan Latency
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _latency));
        set => Interlocked.Exchange(ref _latency, value.Ticks);
    }

    public static Wire To(WebNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new Wire(() => Task.FromResult(EndOf(node)));
    }

    /// <summary>
    /// What a balancer does that keeps a person on one node: each new connection goes to the first node that says it is ready.
    /// </summary>
    public static Wire Between(IReadOnlyList<WebNode> nodes) => new(async () => EndOf(await FirstReadyAsync(nodes)));

    /// <summary>Nothing arrives any more, in one direction or both; nobody is told.</summary>
    public void Hold(bool toServer = true, bool toClient = true)
    {
        if (toServer && _toServer.Task.IsCompleted)
            _toServer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (toClient && _toClient.Task.IsCompleted)
            _toClient = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What was held arrives.</summary>
    public void Release()
    {
        _toServer.TrySetResult();
        _toClient.TrySetResult();
    }

    /// <summary>Breaks what is connected; who connects again, may.</summary>
    public void Break()
    {
        lock (_gate)
        {
            _ends.ForEach(end => end.Dispose());
            _ends.Clear();
        }
    }

    /// <summary>Breaks what is connected, and refuses who connects again until it is mended.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            Break();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _listener ??= Listen(Port);
    }

    public ValueTask DisposeAsync()
    {
        Release();
        Cut();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private static DnsEndPoint EndOf(WebNode node) => new(node.Address.Host, node.Address.Port);

    private static async Task<WebNode> FirstReadyAsync(IReadOnlyList<WebNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (await node.IsReadyAsync())
                return node;
        }

        return nodes[0];
    }

    private TcpListener Listen(int port)
    {
        var made = new TcpListener(_at, port);
        made.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        made.Start(512);
        _ = AcceptAsync(made);
        return made;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var client = await from.AcceptSocketAsync();
                _ = CarryAsync(client);
            }
        }
        catch (Exception gone) when (IsBroken(gone))
        {
            // The wire is cut or taken away.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            lock (_gate)
            {
                if (_listener is null)
                    return;
                _ends.Add(client);
                _ends.Add(server);
            }

            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(await _choose());
            await Task.WhenAny(PumpAsync(client, server, isAnswer: false), PumpAsync(server, client, isAnswer: true));
        }
        catch (Exception gone) when (IsBroken(gone))
        {
            // The server is away: the program's connection breaks as well.
        }
        finally
        {
            lock (_gate)
            {
                _ends.Remove(client);
                _ends.Remove(server);
            }

            client.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var bytes = new byte[32 * 1024];
        try
        {
            while (await from.ReceiveAsync(bytes) is var count and > 0)
            {
                if (isAnswer && Latency is { Ticks: > 0 } latency)
                    await Task.Delay(latency);
                await (isAnswer ? _toClient : _toServer).Task;
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(bytes.AsMemory(sent, count - sent));
            }
        }
        catch (Exception gone) when (IsBroken(gone))
        {
            // One end has gone, or the wire was cut.
        }
    }

    private static bool IsBroken(Exception error) => error is ObjectDisposedException or SocketException or InvalidOperationException or OperationCanceledException;
}
