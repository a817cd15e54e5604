using System.Net;
using System.Net.Sockets;

namespace Collab.e2e.Fixtures;

/// <summary>The wire between one browser and a node, to be cut: what is open breaks, what is new is refused.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly int port;
    private readonly Uri node;
    private readonly Lock gate = new();
    private readonly List<TcpClient> ends = [];
    private TcpListener? listener;

    private Cable(Uri node)
    {
        this.node = node;
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

    public ValueTask DisposeAsync()
    {
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
            await Task.WhenAny(PumpAsync(browser, server), PumpAsync(server, browser));
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

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception cut) when (cut is ObjectDisposedException or SocketException or IOException or InvalidOperationException)
        {
            // One end has gone, or the wire was cut.
        }
    }
}
