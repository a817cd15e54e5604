using System.Text.RegularExpressions;
using Collab.Support;
using Collab.Support.Processes;
using Collab.Support.Servers;

namespace Collab.e2e.Fixtures;

/// <summary>One Web process, as an operator would run it: settings by environment, stopped by SIGTERM.</summary>
public sealed partial class AppNode : IAsyncDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly AppNodeSettings settings;
    private readonly int port;
    private GuardedProcess process;

    private AppNode(AppNodeSettings settings, int port, GuardedProcess process)
    {
        this.settings = settings;
        this.port = port;
        this.process = process;
    }

    public string Name => settings.Name;

    public int ProcessId => process.Id;

    /// <summary>By name, not by number: passkeys work on "localhost" only.</summary>
    public Uri Address => new($"http://localhost:{port}/");

    /// <summary>The text of the newest mail that holds the words, as the program has written it into its outbox.</summary>
    public async Task<string> MailAsync(string words)
    {
        var outbox = Path.Combine(settings.DataDirectory, "mail");
        var text = "";
        await Eventually.TrueAsync(
            () =>
            {
                string[] files = Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*.eml") : [];
                text = files.OrderDescending(StringComparer.Ordinal).Select(File.ReadAllText).FirstOrDefault(mail => mail.Contains(words, StringComparison.Ordinal)) ?? "";
                return text.Length > 0;
            },
            $"a mail of {Name} with “{words}”");
        return text;
    }

    public string LogTail => process.LogTail(80);

    public static async Task<AppNode> StartAsync(AppNodeSettings settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Free();
            var node = new AppNode(settings, port, await LaunchAsync(settings, port));
            try
            {
                await node.ReadyAsync();
                return node;
            }
            catch (InvalidOperationException) when (attempt < Attempts && node.LogTail.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
                await node.DisposeAsync();
            }
            catch
            {
                await node.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>The code that the program prints on its console as long as nobody owns the organization.</summary>
    public async Task<string> FirstRunCodeAsync()
    {
        var code = "";
        await Eventually.TrueAsync(
            () => (code = FirstRunCode().Matches(process.Log()).LastOrDefault()?.Groups[1].Value ?? "").Length > 0,
            $"{Name} prints its first-run code");
        return code;
    }

    public Task StopAsync() => process.StopAsync();

    public Task KillAsync() => process.KillAsync();

    /// <summary>Again on the same port and data, after a stop or a kill: what a deploy or a power cut ends with.</summary>
    public async Task StartAgainAsync()
    {
        await process.DisposeAsync();
        process = await LaunchAsync(settings, port);
        await ReadyAsync();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static Task<GuardedProcess> LaunchAsync(AppNodeSettings settings, int port)
    {
        Directory.CreateDirectory(settings.DataDirectory);
        return GuardedProcess.StartAsync(
            new GuardedCommand("dotnet", [House.WebProgram], settings.LogPath)
            {
                Environment = settings.Environment(port),
                WorkingDirectory = settings.DataDirectory,
                RemoveWhenOrphaned = settings.DataDirectory,
            },
            CancellationToken.None); // ends with the process, which the fixture owns
    }

    private async Task ReadyAsync()
    {
        try
        {
            await Eventually.TrueAsync(IsReadyAsync, $"{Name} is ready", Patience);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{late.Message} The end of its log:\n{LogTail}", late);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"{Name} ended before it was ready. The end of its log:\n{LogTail}");
        }

        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"First-run code: ([A-Z0-9]+-[A-Z0-9]+)")]
    private static partial Regex FirstRunCode();
}
