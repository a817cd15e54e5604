using System.CommandLine;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Looks after the databases' schema: <c>db status|migrate|verify</c>.</summary>
internal static class DbCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores.", Recursive = true };
        var db = new Command("db", "Look after the databases' schema.") { data };
        Add(db, data, "status", "Say where each database's schema stands.", DbActions.StatusAsync);
        Add(db, data, "migrate", "Bring each database's schema up to date.", DbActions.MigrateAsync);
        Add(db, data, "verify", "Check that this version can run on the databases.", DbActions.VerifyAsync);
        return db;
    }

    private static void Add(
        Command db, Option<string?> data, string name, string description, Func<IServiceProvider, TextWriter, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await action(app.Services, Console.Out, ct);
        });
        db.Add(command);
    }
}
