using System.CommandLine;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Reads a backup into an empty installation: <c>restore</c>.</summary>
internal static class RestoreCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores." };
        var file = new Argument<string>("file") { Description = "The backup." };
        var restore = new Command("restore", "Read a backup into an empty installation, whatever its databases are.") { file, data };
        restore.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await BackupActions.RestoreAsync(app.Services, parsed.GetRequiredValue(file), Console.Out, ct);
        });
        return restore;
    }
}
