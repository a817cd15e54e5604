using System.CommandLine;
using Collab.Domain.Organizations;
using Collab.Infrastructure.Storage;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Makes another first-run code, for whoever has lost the one that a node printed: <c>setup-code</c>.</summary>
internal static class SetupCodeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores." };
        var command = new Command("setup-code", "Print a new first-run code; the one before is good for nothing any more.") { data };
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await RunAsync(app.Services, ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        if (await DbActions.FaultAsync(services.GetRequiredService<StorageLayout>().Directory, SchemaMigrator.DirectoryTag, ct) is { } fault)
            throw new SettingsException(fault);
        if (!(await services.GetRequiredService<IFirstRunCode>().RenewAsync(ct)).TryGet(out var code, out _))
            throw new SettingsException("The organization is set up already: there is no first-run code any more.");
        Console.WriteLine($"First-run code: {code}");
        return 0;
    }
}
