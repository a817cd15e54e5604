using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Collab.Support.Servers;

/// <summary>
/// Stands between a program and a MySQL or MariaDB server, and breaks every connection at a chosen statement, before the
/// server hears of it: for the database that is what a killed program is. It reads the plain protocol, so connect without
/// TLS and compression.
/// </summary>
public sealed class StatementProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly Func<string, bool> _counts;
    private readonly int _allowed;
    private readonly Func<Task> _atTheCut;
    private readonly Task _accepting;
    private readonly List<Task> _connections = [];
    private volatile bool _isCutting;
    private readonly TaskCompletionSource _isCut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;

    /// <param name="target">The server's port on loopback.</param>
    /// <param name="counts">Which statements are counted.</param>
    /// <param name="allowed">How many of them go through; the next one breaks all connections.</param>
    /// <param name="atTheCut">Done when that one has come, before the connections break.</param>
    public StatementProxy(int target, Func<string, bool> counts, int allowed, Func<Task>? atTheCut = null)
    {
        (_target, _counts, _allowed, _atTheCut) = (target, counts, allowed, atTheCut ?? (() => Task.CompletedTask));
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool IsCut => _isCutting;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _connections.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // Told to stop.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                if (IsCut)
                    return;
                (client.NoDelay, server.NoDelay) = (true, true);
                await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
                var (near, far) = (client.GetStream(), server.GetStream());
                var answers = far.CopyToAsync(near, _stopping.Token);
                await Task.WhenAny(PassAsync(near, far), answers, _isCut.Task);
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
            {
                // One of the two has gone.
            }
        }
    }

    // Packets: three bytes of length, one of sequence, which is 0 for a command; 3 is a query.
    private async Task PassAsync(NetworkStream near, NetworkStream far)
    {
        var head = new byte[4];
        try
        {
            while (true)
            {
                await near.ReadExactlyAsync(head, _stopping.Token);
                var body = new byte[head[0] | (head[1] << 8) | (head[2] << 16)];
                await near.ReadExactlyAsync(body, _stopping.Token);
                if (head[3] == 0 && body.Length > 1 && body[0] == 3 && _counts(Encoding.UTF8.GetString(body, 1, body.Length - 1)) && Interlocked.Increment(ref _seen) > _allowed)
                {
                    // Said before: whoever sees what comes of it asks whether this was it.
                    _isCutting = true;
                    await _atTheCut();
                    _isCut.TrySetResult();
                    return;
                }

                await far.WriteAsync((byte[])[.. head, .. body], _stopping.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // One of the two has gone.
        }
    }
}
