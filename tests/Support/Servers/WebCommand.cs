using Collab.Support.Processes;

namespace Collab.Support.Servers;

/// <summary>One command of the program, as an operator gives it: <c>db migrate</c>, <c>backup</c>, <c>shards move</c>.</summary>
public sealed class WebCommand : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _command;
    private readonly GuardedProcess _process;

    private WebCommand(string command, GuardedProcess process) => (_command, _process) = (command, process);

    public bool HasExited => _process.HasExited;

    /// <summary>What it has said so far, errors included.</summary>
    public string Output => _process.Log();

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where its output lies, in a file of its own.</param>
    /// <param name="settings">Those of the installation, by their full names.</param>
    /// <param name="ct">Heard while it starts.</param>
    /// <param name="arguments">The command.</param>
    public static async Task<WebCommand> StartAsync(string folder, IReadOnlyDictionary<string, string> settings, CancellationToken ct, params string[] arguments)
    {
        var log = Path.Combine(Directory.CreateDirectory(folder).FullName, Path.GetRandomFileName() + ".log");
        var command = new GuardedCommand("dotnet", [WebProgram.Location, .. arguments], log) { Environment = WebProgram.Environment(settings), WorkingDirectory = folder };
        return new WebCommand(string.Join(' ', arguments), await GuardedProcess.StartAsync(command, ct));
    }

    /// <summary>Runs it to its end and returns what it said; throws unless it ends well.</summary>
    public static async Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> settings, CancellationToken ct, params string[] arguments)
    {
        await using var command = await StartAsync(folder, settings, ct, arguments);
        var code = await command.EndAsync(ct);
        return code == 0 ? command.Output : throw new InvalidOperationException($"{command._command} ended with {code}: {command.Output}");
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> EndAsync(CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(Patience);
        try
        {
            await _process.ExitedAsync(late.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{_command} did not come to its end within {Patience.TotalMinutes} minutes: {Output}");
        }

        return _process.ExitCode;
    }

    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
