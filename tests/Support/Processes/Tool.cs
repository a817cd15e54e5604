using System.Diagnostics;

namespace Collab.Support.Processes;

/// <summary>Programs of the machine: where they are, and running one to its end.</summary>
public static class Tool
{
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>Also looks into the sbin folders, which are not on everybody's path.</summary>
    public static string Find(string name, string package) =>
        TryFind(name) ?? throw new InvalidOperationException(
            $"'{name}' is not installed. Run ./dev test as root, or: apt-get install {package}");

    /// <summary>Null where it is not installed.</summary>
    public static string? TryFind(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(SystemFolders)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    public static async Task<string> RunAsync(string fileName, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} could not be started.");
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        var text = await output;
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{fileName} ended with {process.ExitCode}:\n{text}\n{await error}");
    }
}
