using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using Collab.Support.Processes;
using Collab.Support.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collab.Bench.Fanout;

/// <summary>
/// The baseline: Kestrel and WebSockets and nothing else. It sends the same bytes to everybody who is connected, from a
/// process of its own, on both processors.
/// </summary>
internal static class BareBroadcaster
{
    public const string Verb = "bare-broadcaster";

    /// <summary>What that process does; ends when it is stopped.</summary>
    public static async Task<int> ServeAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        await using var app = builder.Build();
        app.UseWebSockets();
        var sockets = new ConcurrentDictionary<WebSocket, byte>();
        app.Map("/hubs/events", context => HoldAsync(context, sockets));
        app.MapPost("/broadcast", context => BroadcastAsync(context, sockets));
        app.MapGet("/count", () => sockets.Count);
        await app.RunAsync();
        return 0;
    }

    public static async Task<(GuardedProcess Process, Uri Address)> StartAsync(string folder, CancellationToken ct)
    {
        var port = LoopbackPort.Free();
        var program = typeof(BareBroadcaster).Assembly.Location;
        var process = await GuardedProcess.StartAsync(
            new GuardedCommand(Environment.ProcessPath ?? "dotnet", [program, Verb, port.ToString(CultureInfo.InvariantCulture)], Path.Combine(folder, "bare.log")), ct);
        return (process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/")));
    }

    private static async Task HoldAsync(HttpContext context, ConcurrentDictionary<WebSocket, byte> sockets)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        sockets[socket] = 0;
        var nothing = new byte[64];
        try
        {
            while ((await socket.ReceiveAsync(nothing.AsMemory(), context.RequestAborted)).MessageType != WebSocketMessageType.Close)
            {
                // What clients say is of no interest.
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client has gone.
        }
        finally
        {
            sockets.TryRemove(socket, out _);
        }
    }

    private static async Task BroadcastAsync(HttpContext context, ConcurrentDictionary<WebSocket, byte> sockets)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        await Task.WhenAll(sockets.Keys.Chunk(Math.Max(1, sockets.Count / Environment.ProcessorCount)).Select(part => Task.Run(async () =>
        {
            foreach (var socket in part)
                await socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None);
        })));
    }
}
