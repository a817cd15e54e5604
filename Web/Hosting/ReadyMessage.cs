using System.Globalization;
using Collab.Domain.Organizations;
using Collab.Web.Hosting.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Collab.Web.Hosting;

/// <summary>Tells the person at the console where to go, and before the first run with which code.</summary>
internal sealed class ReadyMessage(IServer server, CollabOptions options, IHostApplicationLifetime lifetime, IServiceProvider services) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Print);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        // Port 0 was replaced by a real one when the server started.
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var port = bound is null ? options.Port : BindingAddress.Parse(bound).Port;
        Console.WriteLine($"Collab is ready on {options.Address(port)}");
        var firstRun = services.GetRequiredService<IFirstRunCode>();
        if (firstRun.Current is { } code)
            Console.WriteLine($"First-run code: {code}");
        else if (firstRun.MadeElsewhereAt is { } at)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"First-run code: another node printed it at {at:yyyy-MM-dd HH:mm} UTC, and it is good here too. Lost it? Make a new one: dotnet Collab.Web.dll setup-code"));
    }
}
