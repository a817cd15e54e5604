using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Collab.Domain.Files;
using Collab.Domain.Shared.Events;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Files.Reading;

/// <summary>
/// Reads documents in a process of their own, one at a time, with a limit of memory and of time: a crafted document takes
/// that process down, and nothing else. It knows none of our settings.
/// </summary>
internal sealed class DocumentTextProcess(TextReaderProgram program, ILogger<DocumentTextProcess> log) : IFileTexts, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<string?> ReadAsync(string mediaType, Stream content, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
            giveUp.CancelAfter(program.Patience);
            return await ReadNowAsync(mediaType, content, giveUp.Token, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string?> ReadNowAsync(string mediaType, Stream content, CancellationToken patience, CancellationToken ct)
    {
        using var process = Start(mediaType);
        try
        {
            var text = ReadAllAsync(process.StandardOutput, patience);
            await FeedAsync(process, content, patience);
            var read = await text;
            await process.WaitForExitAsync(patience);
            return process.ExitCode == 0 && read.Length > 0 ? read : null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            log.LogInformation("A document of type {Type} was not read within {Patience}: it is found by its name alone.", mediaType, program.Patience);
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // Without it no document can be read: that is no fault of this one, which waits.
    private Process Start(string mediaType)
    {
        try
        {
            return Process.Start(Describe(mediaType)) ?? throw new OutageException("The process that reads documents did not start.");
        }
        catch (Win32Exception error)
        {
            throw new OutageException($"The process that reads documents cannot be started: {error.Message}", error);
        }
    }

    private ProcessStartInfo Describe(string mediaType)
    {
        var start = new ProcessStartInfo(program.File)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            UseShellExecute = false,
        };
        foreach (var argument in program.Arguments.Append(mediaType))
            start.ArgumentList.Add(argument);
        // Secrets stay here.
        foreach (var secret in start.Environment.Keys.Where(name => name.StartsWith("Collab", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(secret);
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{program.MemoryBytes:x}";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    // It may be done, or dead, before it has taken everything.
    private static async Task FeedAsync(Process process, Stream content, CancellationToken ct)
    {
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            await content.CopyToAsync(process.StandardInput.BaseStream, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What it said until then counts.
        }
    }

    private static async Task<string> ReadAllAsync(StreamReader output, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        for (var count = 1; count > 0 && text.Length < IFileTexts.MaxLength;)
        {
            count = await output.ReadAsync(buffer, ct);
            text.Append(buffer, 0, Math.Min(count, IFileTexts.MaxLength - text.Length));
        }

        return text.ToString();
    }
}

/// <summary>What is started to read a document: it gets its type as the last argument and its bytes as input, and writes UTF-8.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its first arguments.</param>
public sealed record TextReaderProgram(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>For how long it may read.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much memory it may manage.</summary>
    public long MemoryBytes { get; init; } = 400L * 1024 * 1024;
}
