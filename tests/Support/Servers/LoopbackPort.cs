using System.Net;
using System.Net.Sockets;

namespace Collab.Support.Servers;

/// <summary>A port that nobody listens on at this moment; whoever uses it must be ready to try another one.</summary>
public static class LoopbackPort
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
