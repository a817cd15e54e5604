using System.Net.Sockets;
using StackExchange.Redis;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// How this program speaks to Redis. Redis is a shortcut wherever it is used, so nobody waits long for it; and a connection
/// whose packets vanish is given up instead of being left to the kernel, which would try it less and less often: after a
/// network that was cut for 20 seconds it would say nothing for 20 more.
/// </summary>
internal static class RedisLink
{
    private const int Patience = 2_000;
    private const int PingEverySeconds = 5;

    // RFC 5482: how long what was sent may stay unanswered by the other side's kernel; tcp(7) has the numbers.
    private const int UnansweredAtMost = 5_000;
    private const int Tcp = 6;
    private const int UserTimeout = 18;

    /// <summary>Connects; a Redis that is away is waited for in the background.</summary>
    /// <param name="configuration">Hosts and options; what is said there about waiting holds.</param>
    /// <param name="client">What Redis lists the connection as.</param>
    public static ConnectionMultiplexer Connect(string configuration, string client)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        options.ClientName = client;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        if (!configuration.Contains("syncTimeout", StringComparison.OrdinalIgnoreCase))
            (options.AsyncTimeout, options.SyncTimeout) = (Patience, Patience);
        if (!configuration.Contains("keepAlive", StringComparison.OrdinalIgnoreCase))
            options.KeepAlive = PingEverySeconds;
        options.BeforeSocketConnect = (_, _, socket) => GiveUpSoon(socket);
        return ConnectionMultiplexer.Connect(options);
    }

    private static void GiveUpSoon(Socket socket)
    {
        if (OperatingSystem.IsLinux() && socket.ProtocolType == ProtocolType.Tcp)
            socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes(UnansweredAtMost));
    }
}
