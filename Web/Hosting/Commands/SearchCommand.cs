using System.CommandLine;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Looks after the index of messages: <c>search status|rebuild|verify</c>.</summary>
internal static class SearchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores.", Recursive = true };
        var search = new Command("search", "Look after the index of messages.") { data };
        Add(search, data, new Command("status", "Say which engine searches, how it is and how far behind."), (services, ct) => SearchActions.StatusAsync(services, Console.Out, ct));
        Add(search, data, new Command("rebuild", "Build the index anew while people search the old one."), (services, ct) => SearchActions.RebuildAsync(services, Console.Out, ct));
        Add(search, data, new Command("verify", "Compare the index with what is stored, message by message."), (services, ct) => SearchActions.VerifyAsync(services, Console.Out, ct));
        return search;
    }

    private static void Add(Command search, Option<string?> data, Command command, Func<IServiceProvider, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await OpenStores.ForAsync(app.Services, () => action(app.Services, ct), ct);
        });
        search.Add(command);
    }
}
