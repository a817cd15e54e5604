using System.Net;
using System.Net.Sockets;

namespace Collab.e2e.Fixtures;

/// <summary>
/// The wire between one browser and a node, to be cut: what is open breaks, what is new is refused. Or to be held: what the
/// browser says does not arrive, while it goes on hearing the node.
/// </summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly int port;
    private readonly Uri node;
    private readonly Lock gate = new();
    private readonly List<TcpClient> ends = [];
    private TcpListener? listener;
    private TaskCompletionSource flow = new();

    private Cable(Uri node)
    {
        this.node = node;
        flow.SetResult();
        listener = Listen(0);
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Where the browser goes instead.</summary>
    public Uri Address => new($"http://localhost:{port}/");

    public static Cable To(AppNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new Cable(node.Address);
    }

    public void Cut()
    {
        lock (gate)
        {
            listener?.Dispose();
            listener = null;
            ends.ForEach(end => end.Dispose());
            ends.Clear();
        }
    }

    public void Mend()
    {
        lock (gate)
        {
            listener ??= Listen(port);
        }
    }

    public void Hold() => flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => flow.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Release();
        Cut();
        return ValueTask.CompletedTask;
    }

    private TcpListener Listen(int at)
    {
        var made = new TcpListener(IPAddress.IPv6Loopback, at);
        made.Server.DualMode = true;
        made.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        made.Start();
        _ = AcceptAsync(made);
        return made;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var browser = await from.AcceptTcpClientAsync();
                _ = CarryAsync(browser);
            }
        }
        catch (Exception cut) when (cut is ObjectDisposedException or SocketException or InvalidOperationException)
        {
            // No more until it is mended.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var server = new TcpClient();
        try
        {
            lock (gate)
            {
                ends.Add(browser);
                ends.Add(server);
            }

            await server.ConnectAsync(node.Host, node.Port);
            await Task.WhenAny(PumpAsync(browser, server, () => flow.Task), PumpAsync(server, browser, () => Task.CompletedTask));
        }
        catch (Exception cut) when (cut is ObjectDisposedException or SocketException or IOException or InvalidOperationException)
        {
            // One end has gone, or the wire was cut.
        }
        finally
        {
            browser.Dispose();
            lock (gate)
            {
                ends.Remove(browser);
                ends.Remove(server);
            }
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Func<Task> mayFlow)
    {
        var bytes = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(bytes) is var count and > 0)
            {
                await mayFlow();
                await to.GetStream().WriteAsync(bytes.AsMemory(0, count));
            }
        }
        catch (Exception cut) when (cut is ObjectDisposedException or SocketException or IOException or InvalidOperationException)
        {
            // One end has gone, or the wire was cut.
        }
    }
}
