using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Collab.Infrastructure.Storage;
using Collab.Web.Hosting.Settings;
using Collab.Web.Hosting.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace Collab.Web.Hosting.Commands;

/// <summary>Serves pages, API and hub until told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>Makes it what the program does without a command.</summary>
    public static void AddTo(RootCommand root)
    {
        var port = new Option<int?>("--port") { Description = "The port to listen on; 5080 when not given." };
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores; ./data when not given." };
        var demo = new Option<bool>("--demo") { Description = "Start with the demo organization when there is none yet." };
        root.Add(port);
        root.Add(data);
        root.Add(demo);
        root.SetAction((parsed, ct) => RunAsync(
            CommandLine.Arguments(
                parsed,
                (nameof(CollabOptions.Port), parsed.GetValue(port)?.ToString(CultureInfo.InvariantCulture)),
                (nameof(CollabOptions.Data), parsed.GetValue(data)),
                (nameof(CollabOptions.Demo), parsed.GetValue(demo) ? "true" : null)),
            ct));
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        await using var app = CollabHost.Build(args);
        var options = app.Services.GetRequiredService<CollabOptions>();
        RefuseTakenPort(options);
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw Taken(options.Port);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop before it had started: nothing is wrong.
            return 0;
        }
        catch (Exception error) when (error is not (SettingsException or StorageSettingsException or OperationCanceledException))
        {
            app.Logger.LogCritical(error, "Collab could not start.");
            return 1;
        }

        app.Services.GetRequiredService<Startup>().IsOver = true;
        if (options.Demo)
            await DemoActions.FillIfEmptyAsync(app.Services, ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    // Asked before the stores are opened, so that a second start by mistake touches nothing.
    private static void RefuseTakenPort(CollabOptions options)
    {
        if (options.Port == 0)
            return;
        try
        {
            using var probe = new TcpListener(options.Listen() ?? IPAddress.Loopback, options.Port);
            probe.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(options.Port);
        }
        catch (SocketException error)
        {
            throw new SettingsException($"Port {options.Port} cannot be opened ({error.SocketErrorCode}). Choose another one with --port or Collab__Port.");
        }
    }

    private static SettingsException Taken(int port) =>
        new($"Port {port} is in use. Stop what listens there, or choose another one with --port or Collab__Port.");
}
