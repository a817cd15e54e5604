using System.CommandLine;
using Collab.Infrastructure.Storage;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What the program is asked to do: serve, unless a command says otherwise.</summary>
internal static class CommandLine
{
    /// <summary>The exit code of a refusal to start.</summary>
    public const int Refused = 2;

    /// <summary>Runs the command and returns the exit code. What an operator can mend is one line on the error output.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Collab, a messenger for a whole company, run by that company.") { TreatUnmatchedTokensAsErrors = false };
        ServeCommand.AddTo(root);
        root.Add(DbCommand.Create());
        root.Add(BackupCommand.Create());
        root.Add(RestoreCommand.Create());
        root.Add(DemoCommand.Create());
        root.Add(SetupCodeCommand.Create());
        root.Add(NodesCommand.Create());
        root.Add(EventsCommand.Create());
        root.Add(SearchCommand.Create());
        root.Add(ShardsCommand.Create());
        root.Add(ReadTextCommand.Create());
        var parsed = root.Parse(args);
        if (parsed.UnmatchedTokens.FirstOrDefault(token => !IsSetting(token)) is { } unknown)
            return Refuse($"There is no command or option '{unknown}'. See --help.");
        // Signals are the host's: it drains before it stops.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception error) when (error is SettingsException or StorageSettingsException)
        {
            return Refuse(error.Message);
        }
    }

    /// <summary>Settings that the command's own options overrule, for the host's configuration.</summary>
    public static string[] Arguments(ParseResult parsed, params IEnumerable<(string Setting, string? Value)> options) =>
        [.. parsed.UnmatchedTokens, .. options.Where(o => o.Value is not null).Select(o => $"--{CollabOptions.Section}:{o.Setting}={o.Value}")];

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);

    private static int Refuse(string line)
    {
        Console.Error.WriteLine($"collab: {line}");
        return Refused;
    }
}
