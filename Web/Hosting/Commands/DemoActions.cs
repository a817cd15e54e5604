using System.Text.Json;
using Collab.Web.Hosting.Demo;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>demo</c> does, and <c>--demo</c> at a start.</summary>
internal static class DemoActions
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Fills an empty installation, showing progress, and prints how to sign in. The stores are opened and closed for it.</summary>
    public static Task<int> FillAsync(IServiceProvider services, int people, bool json, CancellationToken ct) =>
        OpenStores.ForAsync(services, () => MakeAsync(services, people, json, ct), ct);

    /// <summary>Fills the installation of a running node when it is still empty.</summary>
    public static async Task FillIfEmptyAsync(IServiceProvider services, CancellationToken ct)
    {
        if (await services.GetRequiredService<DemoFill>().IsEmptyAsync(ct))
            await MakeAsync(services, DemoFill.UsualPeople, json: false, ct);
    }

    private static async Task<int> MakeAsync(IServiceProvider services, int people, bool json, CancellationToken ct)
    {
        var made = await services.GetRequiredService<DemoFill>().MakeAsync(people, new ProgressBar(Console.Error, !Console.IsErrorRedirected), ct);
        if (!made.TryGet(out var keys, out var error))
            throw new SettingsException($"{error.Message} The demo organization needs an empty data folder: ./dev demo --data ANOTHER-FOLDER");
        var options = services.GetRequiredService<CollabOptions>();
        var address = options.Address(options.Port);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { Address = address, keys.Workspace, keys.People }, Indented));
        else
            Print(address, keys);
        return 0;
    }

    private static void Print(string address, DemoKeys keys)
    {
        Console.WriteLine($"The demo organization is ready. Sign in on {address}");
        foreach (var person in keys.People)
        {
            Console.WriteLine($"  {person.Role,-8} {person.Name,-18} {person.Email,-34} {person.Password}");
            Console.WriteLine($"           token {person.Token}");
        }
    }
}
