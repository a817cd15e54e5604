using System.CommandLine;
using System.Reflection;
using System.Text;
using Collab.Infrastructure.Files.Reading;

namespace Collab.Web.Hosting.Commands;

/// <summary>Reads the text of a document from input to output: <c>read-text TYPE</c>. The program starts itself with it, so that a crafted document harms nobody.</summary>
internal static class ReadTextCommand
{
    private const string Name = "read-text";

    /// <summary>How the program starts itself.</summary>
    public static TextReaderProgram Program { get; } = Describe(Environment.ProcessPath, Assembly.GetExecutingAssembly().Location);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var type = new Argument<string>("type");
        var command = new Command(Name, "Read the text of a document.") { type };
        command.Hidden = true;
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(type), ct));
        return command;
    }

    private static async Task<int> RunAsync(string type, CancellationToken ct)
    {
        await using var input = Console.OpenStandardInput();
        if (await new DocumentTexts().ReadAsync(type, input, ct) is not { } text)
            return 1;
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        return 0;
    }

    // Started by its own name, or by the framework's host.
    private static TextReaderProgram Describe(string? process, string assembly) =>
        process is { Length: > 0 } && string.Equals(Path.GetFileNameWithoutExtension(process), Path.GetFileNameWithoutExtension(assembly), StringComparison.OrdinalIgnoreCase)
            ? new TextReaderProgram(process, [Name])
            : new TextReaderProgram("dotnet", [assembly, Name]);
}
