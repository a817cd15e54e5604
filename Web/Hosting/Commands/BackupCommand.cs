using System.CommandLine;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Saves the whole installation into one file while it runs: <c>backup</c>; looks at such a file: <c>backup verify</c>.</summary>
internal static class BackupCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores." };
        var target = new Argument<string>("file") { Description = "The file to make, or a folder for one named after the time." };
        var backup = new Command("backup", "Save the whole installation into one file; nodes go on working.") { target, data };
        backup.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await BackupActions.TakeAsync(app.Services, parsed.GetRequiredValue(target), Console.Out, ct);
        });

        var file = new Argument<string>("file") { Description = "The backup." };
        // The folder is of no use here, but scripts give it to every command.
        var unused = new Option<string?>("--data") { Hidden = true };
        var verify = new Command("verify", "Check that a backup is whole, without any database.") { file, unused };
        verify.SetAction((parsed, ct) => BackupActions.VerifyAsync(parsed.GetRequiredValue(file), Console.Out, ct));
        backup.Add(verify);
        return backup;
    }
}
