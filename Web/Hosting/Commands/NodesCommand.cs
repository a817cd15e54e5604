using System.CommandLine;
using Collab.Infrastructure.Storage;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Looks after the nodes: <c>nodes</c>, <c>nodes drain NAME</c>, <c>nodes undrain NAME</c>.</summary>
internal static class NodesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores.", Recursive = true };
        var nodes = new Command("nodes", "List the nodes that run.") { data };
        Run(nodes, data, (services, _, ct) => NodesActions.ListAsync(services, Console.Out, ct));
        Add(nodes, data, "drain", "Send a node's people to the others; it keeps running and takes nobody new.", isWanted: true);
        Add(nodes, data, "undrain", "Let a node take people again.", isWanted: false);
        return nodes;
    }

    private static void Add(Command nodes, Option<string?> data, string verb, string description, bool isWanted)
    {
        var name = new Argument<string>("NAME") { Description = "The node's name, as the list has it." };
        var command = new Command(verb, description) { name };
        Run(command, data, (services, parsed, ct) => NodesActions.DrainAsync(services, parsed.GetRequiredValue(name), isWanted, Console.Out, ct));
        nodes.Add(command);
    }

    private static void Run(Command command, Option<string?> data, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            if (await DbActions.FaultAsync(app.Services.GetRequiredService<StorageLayout>().Directory, SchemaMigrator.DirectoryTag, ct) is { } fault)
                throw new SettingsException(fault);
            return await action(app.Services, parsed, ct);
        });
}
