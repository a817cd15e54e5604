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
        var contracts = new Option<bool>("--contract") { Description = "Also take away what no version needs any more that runs." };
        var content = new Option<bool>("--content") { Description = "Also check that what people wrote holds together; reads everything." };
        var db = new Command("db", "Look after the databases' schema.") { data };
        Add(db, data, new Command("status", "Say where each database's schema stands."), (_, services, ct) => DbActions.StatusAsync(services, Console.Out, ct));
        Add(
            db, data, new Command("migrate", "Bring each database's schema up to date.") { contracts },
            (parsed, services, ct) => DbActions.MigrateAsync(services, parsed.GetValue(contracts), Console.Out, ct));
        Add(
            db, data, new Command("verify", "Check that this version can run on the databases.") { content },
            (parsed, services, ct) => DbActions.VerifyAsync(services, parsed.GetValue(content), Console.Out, ct));
        return db;
    }

    private static void Add(Command db, Option<string?> data, Command command, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await action(parsed, app.Services, ct);
        });
        db.Add(command);
    }
}
